/** The parameters of abnormal parking, with ranges and defaults (algorithms-io A.3 and A.4). */
import { pictureParameters } from '../alarm-picture.js'
import { integer, onOff, REGIONS_ROI } from '../parameters.js'

export const ABNORMAL_PARK_PARAMETERS = {
  /** The range was published; the name that goes with it was not seen, so the name is our own. */
  parking_time_threshold: integer(
    5,
    21_600,
    300,
    'Seconds that a vehicle stands in a region before it alarms; the name is our own',
    '车辆在区域内停留多少秒后告警',
  ),
  event_disappear_alert_sw: onOff(0, 'Tell also when the vehicle is gone', '车辆离开时也发送消息'),
  repeat_alert_sw: onOff(
    0,
    'Alarm again for a vehicle that goes on standing, each time the threshold has passed',
    '对同一车辆重复告警，间隔为时间阈值',
  ),
  ...pictureParameters(),
  target_roi: REGIONS_ROI,
}
