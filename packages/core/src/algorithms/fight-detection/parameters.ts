/** The parameters of fight detection, with ranges and defaults (algorithms-io A.3 and A.4). */
import { PICTURE_PARAMETERS, waitParameters } from '../class-alarm/parameters.js'

export const PARAMETERS = {
  ...waitParameters([0, 3600, 1], 10),
  ...PICTURE_PARAMETERS,
}
