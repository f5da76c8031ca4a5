/** The parameters of floating debris, with ranges and defaults (algorithms-io A.3 and A.4). */
import { PICTURE_PARAMETERS, waitParameters } from '../class-alarm/parameters.js'
import { decimal } from '../parameters.js'

export const PARAMETERS = {
  certain_score: decimal(
    0,
    1,
    0.6,
    'Score from which debris is told as certain, below as suspected; our own parameter',
    '置信度达到该值为确定，否则为疑似',
  ),
  ...waitParameters([0, 3600, 5]),
  ...PICTURE_PARAMETERS,
}
