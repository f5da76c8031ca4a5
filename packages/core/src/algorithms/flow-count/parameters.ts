/** The parameters of people flow counting, with ranges and defaults (algorithms-io A.4). */
import { integer, onOff, TARGET_ROI } from '../parameters.js'

export const FLOW_PARAMETERS = {
  line_detection_sw: onOff(1, 'Count people who cross a line', '越线人数统计'),
  line_count_interval: integer(1, 86400, 2, 'Seconds between two counts of the lines', '越线统计周期，秒'),
  region_detection_sw: onOff(1, 'Count people in a region', '区域人数统计'),
  region_count_interval: integer(
    1,
    86400,
    2,
    'Seconds between two counts of the regions',
    '区域统计周期，秒',
  ),
  heatmap_detection_sw: onOff(0, 'Make heat maps of where people are', '热力图'),
  heatmap_detection_interval: integer(10, 86400, 10, 'Seconds between two heat maps', '热力图输出周期，秒'),
  heatmap_point_interval: integer(
    1,
    10000,
    4,
    'Analysed frames between two updates of the point map',
    '热力点图更新间隔，帧',
  ),
  target_roi: TARGET_ROI,
}
