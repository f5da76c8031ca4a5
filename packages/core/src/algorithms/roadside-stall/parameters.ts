/** The parameters of stall detection, with ranges and defaults (algorithms-io A.3 and A.4). */
import { PICTURE_PARAMETERS, waitParameters } from '../class-alarm/parameters.js'
import { onOff } from '../parameters.js'

export const PARAMETERS = {
  roadside_stall_detect_sw: onOff(1, 'Alarm for stalls on the road', '检测占道经营'),
  outstore_stall_detect_sw: onOff(1, 'Alarm for goods that shops put outside', '检测出店经营'),
  ...waitParameters([0, 3600, 60]),
  ...PICTURE_PARAMETERS,
}
