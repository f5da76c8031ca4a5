/** The parameters of blue-green algae recognition, with ranges and defaults (algorithms-io A.3 and A.4). */
import { MODE_PARAMETERS, PICTURE_PARAMETERS, waitParameters } from '../class-alarm/parameters.js'
import { decimal } from '../parameters.js'

export const PARAMETERS = {
  ...MODE_PARAMETERS,
  algae_area_ratio_thres: decimal(
    0,
    1,
    0.1,
    'Share of the picture from which an area alarms',
    '蓝藻面积占比阈值',
  ),
  ...waitParameters([0, 3600, 10]),
  ...PICTURE_PARAMETERS,
}
