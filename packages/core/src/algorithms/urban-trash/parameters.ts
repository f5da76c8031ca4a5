/** The parameters of trash detection, with ranges and defaults (algorithms-io A.3 and A.4). */
import { PICTURE_PARAMETERS, waitParameters } from '../class-alarm/parameters.js'
import { integer, onOff } from '../parameters.js'

export const PARAMETERS = {
  trash_detect_sw: onOff(1, 'Alarm for trash', '检测垃圾'),
  person_constraint_sw: onOff(
    0,
    'Trash does not count while somebody stands at it: he may be about to take it away',
    '垃圾旁有人时不告警',
  ),
  min_trash_size: integer(
    1,
    1000,
    1,
    'Least size: the longer side of the box in pixels',
    '垃圾最小尺寸（长边），像素',
  ),
  ...waitParameters([0, 3600, 30]),
  ...PICTURE_PARAMETERS,
}
