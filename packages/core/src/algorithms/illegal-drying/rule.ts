/** Alarms when clothes hang out to dry where they may not. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const ILLEGAL_DRYING = 2359296

export const { labels, createRule } = singleClass('drying_clothes', ILLEGAL_DRYING, PARAMETERS, {
  at: 'centre',
})
