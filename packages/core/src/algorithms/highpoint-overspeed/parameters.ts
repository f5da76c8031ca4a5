/** The parameters of overspeed (algorithms-io A.3 and A.4); what was not published is our own. */
import { pictureParameters } from '../alarm-picture.js'
import { integer, REGIONS_ROI, text } from '../parameters.js'

/** A camera on a lamp post. */
export const TRIAL_CALIBRATION = '[8, 20, 0, 40, 0]'

export const OVERSPEED_PARAMETERS = {
  camera_calibration: text(
    'A string of JSON, five numbers: height of the camera above the road in metres, its tilt below the horizontal, its roll (clockwise, as it sees it) and its vertical field of view in degrees, and the distortion of its lens (0 for none). The default is for a first try alone: speeds are right only with the numbers of your camera',
    '相机标定，JSON 数组五个数：相机离路面高度（米）、俯角（度）、滚转角（度）、垂直视场角（度）、镜头畸变系数；默认值仅供试用',
    TRIAL_CALIBRATION,
  ),
  speed_threshold: integer(
    1,
    300,
    40,
    'Kilometres per hour above which a vehicle alarms',
    '超速阈值，公里/小时',
  ),
  ...pictureParameters(100),
  target_roi: REGIONS_ROI,
}
