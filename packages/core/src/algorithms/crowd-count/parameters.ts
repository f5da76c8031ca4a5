/** The parameters of the crowd counts, with ranges and defaults (algorithms-io A.3 and A.4). */
import { choice, integer, onOff, REGIONS_ROI, text } from '../parameters.js'

/** Of both crowd algorithms. */
export const COUNT_PARAMETERS = {
  alarm_threshold: text(
    'People in a region beyond which it alarms: whole numbers separated by spaces, one for each region in order; 50 where one is missing, surplus ones are ignored',
    '告警人数阈值，以空格分隔，按区域顺序一一对应；缺少的取 50，多余的忽略',
    '',
  ),
  sampling_time_interval: integer(1, 3600, 8, 'Seconds between two counts', '采样间隔，秒'),
  density_sw: onOff(0, 'Add a map of where people are', '密度图'),
  visualization_output_sw: onOff(
    0,
    'Draw people (red) and regions (yellow) on the picture',
    '在输出图片上画人（红色）和区域（黄色）',
  ),
  report_every_sample_sw: onOff(
    0,
    'Send a message for every count, also when nothing alarms; our own parameter',
    '每次采样都输出，无告警时也输出',
  ),
  detection_tiles: choice(
    ['1x1', '2x1', '2x2', '3x2'],
    '2x2',
    'Columns and rows of overlapping tiles in which the counted frames are looked at, besides whole: finds small people, at the price of one more look for each tile and count; our own parameter',
    '分块检测的列数x行数，用于小目标',
  ),
  image_compression_ratio: integer(
    20,
    100,
    90,
    'JPEG quality of the alarm picture in percent',
    '输出图片的压缩质量，百分比',
  ),
  target_roi: REGIONS_ROI,
}

export const CROWD_PARAMETERS = {
  ...COUNT_PARAMETERS,
  banner_detection_sw: onOff(0, 'Count banners too; needs a model that knows banners', '横幅检测'),
  banner_threshold: text(
    'Banners in a region beyond which it alarms, written like alarm_threshold; 2 where one is missing',
    '横幅数量阈值，写法同 alarm_threshold；缺少的取 2',
    '',
  ),
}
