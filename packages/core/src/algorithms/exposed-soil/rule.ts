/** Alarms when soil lies bare that must be covered. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const EXPOSED_SOIL = 2555904

export const { labels, createRule } = singleClass('exposed_soil', EXPOSED_SOIL, PARAMETERS, { at: 'centre' })
