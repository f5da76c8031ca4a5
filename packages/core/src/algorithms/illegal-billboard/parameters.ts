/** The parameters of illegal billboard, with ranges and defaults (algorithms-io A.3 and A.4). */
import { singleClassParameters } from '../class-alarm/single-class.js'

export const PARAMETERS = singleClassParameters([0, 3600, 30])
