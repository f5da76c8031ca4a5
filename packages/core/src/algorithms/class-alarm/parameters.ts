/** Parameters of the alarms for classes: what all of them share, and those of the service for classes of one's own. */
import { choice, decimal, integer, onOff, type Parameters, REGIONS_ROI, text } from '../parameters.js'

/** How the picture of an alarm looks, and where is watched (algorithms-io A.3). */
export const PICTURE_PARAMETERS = {
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
} satisfies Parameters

/**
 * `alert_time_threshold` is VIAS's name on the services that have it; `alert_cool_down` is ours.
 * @param lasting range and default in seconds
 */
export const waitParameters = ([least, most, standard]: readonly [number, number, number], coolDown = 0) => ({
  alert_time_threshold: integer(
    least,
    most,
    standard,
    'Seconds for which the thing must have been seen in the region before it alarms',
    '目标持续多少秒后告警',
  ),
  alert_cool_down: integer(
    0,
    3600,
    coolDown,
    'Seconds after an alarm for which the same region raises no other; what is still there then is told; our own parameter',
    '同一区域告警后的静默时间，秒',
  ),
})

/** Of services that know the two ways of telling. */
export const MODE_PARAMETERS = {
  alert_mode: choice(
    ['single', 'periodic'],
    'single',
    'single: one message for each new target; periodic: the whole present state, each alert_detection_interval',
    '告警模式：single 每个新目标一条消息，periodic 按周期上报当前全部状态',
  ),
  alert_detection_interval: integer(
    1,
    3600,
    60,
    'Seconds between two messages of the periodic mode',
    '周期模式的上报间隔，秒',
  ),
} satisfies Parameters

/** Most names that `classes` may have. */
export const MOST_CLASSES = 50

export const CLASS_ALARM_PARAMETERS = {
  classes: text(
    `Names of the classes that alarm, separated by commas, at most ${MOST_CLASSES}; each must be known to an installed model`,
    `告警的目标类别，逗号分隔，最多 ${MOST_CLASSES} 个；每个类别须有已安装的模型能识别`,
    'person',
  ),
  least_count: integer(
    1,
    100,
    1,
    'So many targets must have lasted in the same region before it alarms',
    '同一区域内至少多少个目标才告警',
  ),
  least_confidence: decimal(
    0,
    1,
    0,
    'Targets of a lower score do not count; 0 leaves it to the model and the tracker',
    '目标最低置信度，0 表示由模型决定',
  ),
  ...waitParameters([0, 3600, 2]),
  ...MODE_PARAMETERS,
  event_disappear_alert_sw: onOff(0, 'Also tell when a target that alarmed is gone', '目标消失时也发送消息'),
  ...PICTURE_PARAMETERS,
} satisfies Parameters
