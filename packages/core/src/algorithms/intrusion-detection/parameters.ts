/** The parameters of intrusion detection, with ranges and defaults (algorithms-io A.3 and A.4). */
import { integer, onOff, TARGET_ROI } from '../parameters.js'

export const INTRUSION_PARAMETERS = {
  person_detection_sw: onOff(1, 'Watch people'),
  car_detection_sw: onOff(0, 'Watch vehicles: cars, buses, trucks, motorcycles'),
  line_detection_sw: onOff(1, 'Alarm when a target crosses a line'),
  region_detection_sw: onOff(1, 'Alarm when a target enters or leaves a region'),
  loitering_detection_sw: onOff(0, 'Alarm when a target stays in a region'),
  loitering_time_threshold: integer(
    1,
    3600,
    10,
    'Seconds in a region that count as loitering; our own parameter',
  ),
  detection_min_size: integer(60, 4000, 60, 'Least size of a target: the longer side of its box in pixels'),
  detection_max_size: integer(
    1080,
    4000,
    1080,
    'Greatest size of a target: the longer side of its box in pixels',
  ),
  image_compression_ratio: integer(20, 100, 90, 'JPEG quality of the alarm picture in percent'),
  render_result_sw: onOff(0, 'Draw the alarm boxes on the alarm picture'),
  render_roi_sw: onOff(0, 'Draw the lines and regions on the alarm picture'),
  target_roi: TARGET_ROI,
}
