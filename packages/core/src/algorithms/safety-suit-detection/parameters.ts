/** The parameters of workwear and helmet detection, with ranges and defaults (algorithms-io A.3 and A.4). */
import { PICTURE_PARAMETERS, waitParameters } from '../class-alarm/parameters.js'
import { onOff } from '../parameters.js'

export const PARAMETERS = {
  hat_detection_sw: onOff(1, 'Alarm for people without a helmet', '检测未戴工帽'),
  cloth_detection_sw: onOff(1, 'Alarm for people without work clothes', '检测未穿工服'),
  ...waitParameters([0, 3600, 3]),
  ...PICTURE_PARAMETERS,
}
