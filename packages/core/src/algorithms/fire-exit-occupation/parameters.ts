/** The parameters of fire passage occupation, with ranges and defaults (algorithms-io A.3 and A.4). */
import { pictureParameters } from '../alarm-picture.js'
import { integer, onOff, REGIONS_ROI } from '../parameters.js'

export const FIRE_EXIT_PARAMETERS = {
  stacking_occupation_sw: onOff(1, 'Watch things that were put there', '检测堆积物占用'),
  vehicle_occupation_sw: onOff(1, 'Watch vehicles that stand there', '检测车辆占用'),
  stacking_residence_time: integer(
    10,
    3600,
    40,
    'Seconds that a thing lies there before it alarms',
    '堆积物停留多少秒后告警',
  ),
  vehicle_residence_time: integer(
    10,
    3600,
    50,
    'Seconds that a vehicle stands there before it alarms',
    '车辆停留多少秒后告警',
  ),
  event_disappear_alert_sw: onOff(0, 'Tell also when the passage is free again', '占用解除时也发送消息'),
  ...pictureParameters(),
  target_roi: REGIONS_ROI,
}
