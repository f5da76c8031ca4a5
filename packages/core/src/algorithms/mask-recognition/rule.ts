/** Alarms when people wear no mask. */
import { boxItem } from '../class-alarm/items.js'
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const NO_MASK = 1048576

export const { labels, createRule } = singleClass('no_mask', NO_MASK, PARAMETERS, {
  at: 'centre',
  item: boxItem,
})
