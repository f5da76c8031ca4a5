/** Alarms when earth and rubble lie spilt on a road. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const DREGS_SPILL = 2490368

export const { labels, createRule } = singleClass('dregs', DREGS_SPILL, PARAMETERS)
