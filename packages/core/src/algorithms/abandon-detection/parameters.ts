/** The parameters of the abandoned object detection, with ranges and defaults (algorithms-io A.3 and A.4). */
import { decimal, integer, onOff, REGIONS_ROI } from '../parameters.js'

export const ABANDON_PARAMETERS = {
  detection_min_size: integer(
    50,
    400,
    50,
    'Least size of an object: the shorter side of its box in pixels of a frame 1080 rows high; it scales with the frame',
    '遗留物最小尺寸，以 1080p 画面的像素计，随分辨率缩放',
  ),
  alert_time_threshold: integer(
    10,
    300,
    10,
    'Seconds that an object must have been left alone',
    '遗留时间阈值，秒',
  ),
  alert_detection_interval: integer(
    1,
    150,
    5,
    'Seconds whose alarms are merged into one message; at most half of alert_time_threshold is advised',
    '告警检测周期，秒，同一周期内的告警合并为一条',
  ),
  owner_distance: decimal(
    0.2,
    5,
    1.5,
    'Who is nearer to an object than so many of his own heights in the picture is with it; our own parameter',
    '主人距离，以人在画面中的身高为单位',
  ),
  image_compression_ratio: integer(
    20,
    100,
    90,
    'JPEG quality of the alarm picture in percent',
    '输出图片的压缩质量，百分比',
  ),
  render_result_sw: onOff(0, 'Draw the objects on the alarm picture', '在输出图片上画告警框'),
  render_roi_sw: onOff(0, 'Draw the regions on the alarm picture', '在输出图片上画检测区域'),
  target_roi: REGIONS_ROI,
}
