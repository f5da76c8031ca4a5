/** The parameters of vehicle statistics (algorithms-io A.3 and A.4); ranges that were not published are our own. */
import { pictureParameters } from '../alarm-picture.js'
import { integer, onOff, REGIONS_ROI } from '../parameters.js'

export const VEHICLE_STATISTICS_PARAMETERS = {
  count_interval: integer(1, 86_400, 10, 'Seconds between two counts', '统计周期，秒'),
  output_image_sw: onOff(1, 'Send a picture with each count', '输出图片'),
  tile_grid: integer(
    1,
    4,
    2,
    'The picture is looked at in so many by so many parts as well as whole, for small vehicles; 1 = whole only. Our own parameter',
    '画面按 n×n 分块检测小目标，1 为只看整幅画面',
  ),
  ...pictureParameters(),
  target_roi: REGIONS_ROI,
}
