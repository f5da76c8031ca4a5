/** The parameters of vehicle detection, with ranges and defaults (algorithms-io A.3 and A.4). */
import { pictureParameters } from '../alarm-picture.js'
import { type ObjectParameter, onOff, roiText, text } from '../parameters.js'

const LICENSE_PLATE: ObjectParameter = {
  type: 'object',
  properties: { local_province: { type: 'string' }, local_city: { type: 'string' } },
  description:
    'The local plate: local_province one of the one-character prefixes of plates, local_city a letter A-Z, A by default. Checked and kept; no plates are read',
  titleZh: '本地车牌：省份简称和城市字母（仅校验，不识别车牌）',
}

export const VEHICLE_PARAMETERS = {
  output_vehicle_type: text(
    'The types to tell, numbers 0-9 separated by spaces: 0 car, 1 dump truck, 2 trailer, 3 concrete mixer, 4 sanitation truck, 5 crane, 6 pickup or small truck, 7 bus, 8 fuel tanker, 9 other. Without it: all that the detector knows',
    '输出的车辆类型，0-9，空格分隔；不填时输出检测模型能识别的全部类型',
  ),
  license_plate: LICENSE_PLATE,
  output_image_sw: onOff(1, 'Send a picture', '输出图片'),
  ...pictureParameters(),
  target_roi: roiText(
    'Lines and regions as a string of JSON, in pixels of the source frame: {"lines":[{"data":[[x,y],[x,y]],"properties":{"type":0}}],"polygons":[{"data":[[x,y],[x,y],[x,y]]}]}; type 0 = enter line, 1 = leave line. Without lines: an enter line at 70 % of the height of each region; without regions: the whole frame',
    '检测线和区域，JSON 字符串，坐标为源画面像素；type 0 为驶入线，1 为驶离线；不填检测线时为区域高度 70% 处的驶入线',
    'kind',
  ),
}
