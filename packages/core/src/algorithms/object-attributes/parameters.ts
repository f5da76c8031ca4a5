/** The parameters of target attributes, with ranges and defaults (algorithms-io A.3 and A.4). */
import { PICTURE_PARAMETERS, waitParameters } from '../class-alarm/parameters.js'
import { text } from '../parameters.js'

export const PARAMETERS = {
  output_object_type: text(
    'Types that alarm, separated by blanks: pedestrian, bicycle, electromobile, car, slag_car, trailer, concrete_mixer, bus, other_vehicle. Our own name; without it: the six that the default model knows',
    '告警的目标类型，空格分隔；不填时为默认模型能识别的六类',
  ),
  ...waitParameters([0, 3600, 0]),
  ...PICTURE_PARAMETERS,
}
