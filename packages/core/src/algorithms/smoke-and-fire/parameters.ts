/** The parameters of smoke and fire detection, with ranges and defaults (algorithms-io A.3 and A.4). */
import { PICTURE_PARAMETERS, waitParameters } from '../class-alarm/parameters.js'
import { integer, onOff } from '../parameters.js'

export const PARAMETERS = {
  fire_detection_sw: onOff(1, 'Alarm for fire', '检测明火'),
  smoke_detection_sw: onOff(1, 'Alarm for smoke', '检测烟雾'),
  video_sampling_interval: integer(
    1,
    10,
    1,
    'Seconds between two looks; a larger value costs nothing less but alarms later',
    '采样间隔，秒，越大告警越晚',
  ),
  ...waitParameters([0, 3600, 2], 30),
  ...PICTURE_PARAMETERS,
}
