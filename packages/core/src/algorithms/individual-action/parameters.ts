/** The parameters of individual action, with ranges and defaults (algorithms-io A.3 and A.4; what is our own says so). */
import { integer, onOff, text } from '../parameters.js'

const TARGET_ROI = text(
  'Regions in which people are watched, and lines along the foot of walls and fences that nobody’s feet get above without climbing, as a string of JSON, in pixels of the source frame: {"lines":[{"data":[[x,y],[x,y]]}],"polygons":[{"data":[[x,y],[x,y],[x,y]],"name":"…"}]}. Without regions: the whole frame',
  '检测区域和沿墙或围栏的线（脚越过线即为攀爬），JSON 字符串，坐标为源画面像素；不填区域时为整个画面',
)

export const ACTION_PARAMETERS = {
  climb_detection_sw: onOff(1, 'Alarm when somebody climbs', '攀爬检测'),
  fall_detection_sw: onOff(0, 'Alarm when somebody falls', '跌倒检测'),
  wave_detection_sw: onOff(0, 'Alarm when somebody waves', '挥手检测'),
  bend_detection_sw: onOff(0, 'Alarm when somebody bends', '弯腰检测'),
  pick_detection_sw: onOff(0, 'Alarm when somebody picks something up; the name is our own', '捡拾检测'),
  climb_time_threshold: integer(
    1,
    60,
    1,
    'Seconds off the ground that count as climbing; our own parameter',
    '离地多少秒算攀爬',
  ),
  fall_time_threshold: integer(
    1,
    60,
    2,
    'Seconds that somebody must stay down who was seen to fall; our own parameter',
    '看到跌倒后倒地多少秒才告警',
  ),
  lying_time_threshold: integer(
    5,
    3600,
    20,
    'Seconds that somebody must lie who was not seen to fall; our own parameter',
    '未看到跌倒过程时，躺地多少秒才告警',
  ),
  wave_turn_threshold: integer(
    2,
    20,
    4,
    'How often a raised hand must change its direction within 4 seconds; our own parameter',
    '4 秒内举起的手来回多少次算挥手',
  ),
  bend_time_threshold: integer(
    1,
    60,
    2,
    'Seconds that somebody must stay bent; our own parameter',
    '弯腰多少秒才告警',
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
