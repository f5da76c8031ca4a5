/** The parameters of wrong way driving (algorithms-io A.3). */
import { pictureParameters } from '../alarm-picture.js'
import { roiText } from '../parameters.js'

export const RETROGRADE_PARAMETERS = {
  ...pictureParameters(100),
  target_roi: roiText(
    'Permitted ways and regions as a string of JSON, in pixels of the source frame: {"lines":[{"data":[[x,y],[x,y]]}],"polygons":[{"data":[[x,y],[x,y],[x,y]]}]}. A line leads the permitted way, from its first to its second point, in the region that its middle lies in. Without lines: down the picture; without regions: the whole frame',
    '允许的行驶方向和区域，JSON 字符串，坐标为源画面像素；线段从起点到终点为所在区域的允许方向；不填检测线时为自上而下，不填区域时为整个画面',
    'way',
  ),
}
