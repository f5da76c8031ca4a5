/** The parameters of vessel intrusion, with ranges and defaults (algorithms-io A.3 and A.4). */
import { PICTURE_PARAMETERS, waitParameters } from '../class-alarm/parameters.js'

export const PARAMETERS = {
  ...waitParameters([0, 3600, 2]),
  ...PICTURE_PARAMETERS,
}
