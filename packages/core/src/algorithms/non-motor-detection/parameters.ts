/** The parameters of non-motor vehicles, with ranges and defaults (algorithms-io A.3 and A.4). */
import { pictureParameters } from '../alarm-picture.js'
import { integer, onOff, REGIONS_ROI } from '../parameters.js'

export const NON_MOTOR_PARAMETERS = {
  illegal_park_detection_sw: onOff(1, 'Watch parking where it is not allowed', '检测违规停放'),
  illegal_park_alert_threshold: integer(
    10,
    3600,
    30,
    'Seconds that one stands before it alarms',
    '违停多少秒后告警',
  ),
  intrusion_detection_sw: onOff(0, 'Watch areas that must not be entered', '检测闯入禁入区域'),
  electromobile_detect_sw: onOff(1, 'Watch electromobiles and motorcycles', '检测电动车'),
  bicycle_detect_sw: onOff(1, 'Watch bicycles', '检测自行车'),
  event_disappear_alert_sw: onOff(0, 'Tell also when it is gone', '目标离开时也发送消息'),
  ...pictureParameters(),
  target_roi: REGIONS_ROI,
}
