/** The parameters of people flow counting, with ranges and defaults (algorithms-io A.4). */
import { integer, onOff, TARGET_ROI } from '../parameters.js'

export const FLOW_PARAMETERS = {
  line_detection_sw: onOff(1, 'Count people who cross a line'),
  line_count_interval: integer(1, 86400, 2, 'Seconds between two counts of the lines'),
  region_detection_sw: onOff(1, 'Count people in a region'),
  region_count_interval: integer(1, 86400, 2, 'Seconds between two counts of the regions'),
  heatmap_detection_sw: onOff(0, 'Make heat maps of where people are'),
  heatmap_detection_interval: integer(10, 86400, 10, 'Seconds between two heat maps'),
  heatmap_point_interval: integer(1, 10000, 4, 'Analysed frames between two updates of the point map'),
  target_roi: TARGET_ROI,
}
