/** Alarms when materials are piled up where they may not be. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const STACKED_MATERIALS = 2228224

export const { labels, createRule } = singleClass('stacked_materials', STACKED_MATERIALS, PARAMETERS)
