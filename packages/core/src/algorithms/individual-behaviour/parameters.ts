/** The parameters of individual behaviour, with ranges and defaults (algorithms-io A.3 and A.4; what is our own says so). */
import { integer, onOff, REGIONS_ROI } from '../parameters.js'

export const BEHAVIOUR_PARAMETERS = {
  phoning_detection_sw: onOff(1, 'Alarm when somebody uses a phone', '打电话检测'),
  smoking_detection_sw: onOff(
    0,
    'Alarm when somebody smokes; needs a detector that knows the label cigarette',
    '抽烟检测，需要能识别 cigarette 的模型',
  ),
  phoning_time_threshold: integer(
    1,
    60,
    3,
    'Seconds of using a phone before it alarms; our own parameter',
    '打电话多少秒后告警',
  ),
  smoking_time_threshold: integer(
    1,
    60,
    2,
    'Seconds of holding a cigarette before it alarms; our own parameter',
    '抽烟多少秒后告警',
  ),
  suspected_alert_sw: onOff(
    1,
    'Alarm on suspicion too: a hand at the ear without a phone that is seen, a phone or cigarette in a hand; our own parameter',
    '疑似时也告警',
  ),
  image_compression_ratio: integer(
    20,
    100,
    90,
    'JPEG quality of the alarm picture in percent',
    '输出图片的压缩质量，百分比',
  ),
  render_result_sw: onOff(0, 'Draw the alarm boxes on the alarm picture', '在输出图片上画告警框'),
  render_roi_sw: onOff(0, 'Draw the regions on the alarm picture', '在输出图片上画检测区域'),
  target_roi: REGIONS_ROI,
}
