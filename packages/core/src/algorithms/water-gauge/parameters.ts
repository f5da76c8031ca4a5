/** The parameters of the water gauge, with ranges and defaults (algorithms-io A.3 and A.4). */
import { PICTURE_PARAMETERS } from '../class-alarm/parameters.js'
import { integer, text } from '../parameters.js'

export const PARAMETERS = {
  calibration_info: text(
    'Two heights of the picture and what the gauge says there, as JSON: [[y, cm], [y, cm]], y in pixels of the source frame',
    '标定信息，JSON：[[y, cm], [y, cm]]，y 为源画面像素',
  ),
  report_interval: integer(1, 86400, 60, 'Seconds between two messages; our own parameter', '上报间隔，秒'),
  ...PICTURE_PARAMETERS,
}
