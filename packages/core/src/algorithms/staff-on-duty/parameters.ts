/** The parameters of the key post detection, with ranges and defaults (algorithms-io A.3 and A.4). */
import { integer, onOff, REGIONS_ROI } from '../parameters.js'

export const STAFF_PARAMETERS = {
  key_region_detection_sw: onOff(1, 'Watch the posts', '关键岗位检测'),
  key_region_detect_interval: integer(
    1,
    3600,
    1,
    'Seconds between two counts of the people on post',
    '检测周期，秒',
  ),
  key_region_detect_threshold: integer(
    1,
    3600,
    2,
    'Counts in a row with too few people that alarm',
    '告警阈值，连续缺岗的检测周期数',
  ),
  key_region_person_count: integer(1, 100, 2, 'Least number of people on post', '岗位最少人数'),
  image_compression_ratio: integer(
    20,
    100,
    90,
    'JPEG quality of the alarm picture in percent',
    '输出图片的压缩质量，百分比',
  ),
  render_result_sw: onOff(0, 'Draw the people on post on the alarm picture', '在输出图片上画在岗人员框'),
  render_roi_sw: onOff(0, 'Draw the posts on the alarm picture', '在输出图片上画检测区域'),
  target_roi: REGIONS_ROI,
}
