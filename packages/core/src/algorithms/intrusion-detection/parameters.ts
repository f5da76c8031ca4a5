/** The parameters of intrusion detection, with ranges and defaults (algorithms-io A.3 and A.4). */
import { integer, onOff, TARGET_ROI } from '../parameters.js'

export const INTRUSION_PARAMETERS = {
  person_detection_sw: onOff(1, 'Watch people', '检测人'),
  car_detection_sw: onOff(0, 'Watch vehicles: cars, buses, trucks, motorcycles', '检测车辆'),
  line_detection_sw: onOff(1, 'Alarm when a target crosses a line', '越线检测'),
  region_detection_sw: onOff(1, 'Alarm when a target enters or leaves a region', '区域入侵检测'),
  loitering_detection_sw: onOff(0, 'Alarm when a target stays in a region', '徘徊检测'),
  loitering_time_threshold: integer(
    1,
    3600,
    10,
    'Seconds in a region that count as loitering; our own parameter',
    '徘徊时间阈值，秒',
  ),
  detection_min_size: integer(
    60,
    4000,
    60,
    'Least size of a target: the longer side of its box in pixels',
    '目标最小尺寸，像素',
  ),
  detection_max_size: integer(
    1080,
    4000,
    1080,
    'Greatest size of a target: the longer side of its box in pixels',
    '目标最大尺寸，像素',
  ),
  image_compression_ratio: integer(
    20,
    100,
    90,
    'JPEG quality of the alarm picture in percent',
    '输出图片的压缩质量，百分比',
  ),
  render_result_sw: onOff(0, 'Draw the alarm boxes on the alarm picture', '在输出图片上画告警框'),
  render_roi_sw: onOff(0, 'Draw the lines and regions on the alarm picture', '在输出图片上画检测线和区域'),
  target_roi: TARGET_ROI,
}

/** Release 3.1 lets passers-by go who only touch a region. */
export const INTRUSION_PARAMETERS_3_1 = {
  ...INTRUSION_PARAMETERS,
  region_time_threshold: integer(
    0,
    3600,
    0,
    'Seconds in a region before entering it alarms, 0 = at once; who leaves sooner is not told at all',
    '进入区域多少秒后才告警，0 为立即告警',
  ),
}
