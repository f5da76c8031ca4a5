/** The parameters of shared bicycles (algorithms-io A.3 and A.4); ranges that were not published are our own. */
import { pictureParameters } from '../alarm-picture.js'
import { choice, integer, REGIONS_ROI } from '../parameters.js'

export const SHARED_BICYCLE_PARAMETERS = {
  alert_mode: choice(
    ['single', 'periodic'],
    'single',
    'single: one message for each bicycle; periodic: the state of all in each period',
    '告警模式：single 每个目标一次，periodic 每个周期上报全部状态',
  ),
  alert_detection_interval: integer(
    1,
    3600,
    60,
    'Seconds between two messages of the periodic mode',
    '周期模式的上报间隔，秒',
  ),
  illegal_park_alert_threshold: integer(
    1,
    3600,
    30,
    'Seconds that a bicycle stands before it is told',
    '违停多少秒后告警',
  ),
  ...pictureParameters(),
  target_roi: REGIONS_ROI,
}
