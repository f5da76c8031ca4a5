/** Alarms when a public trash can overflows for a while. */
import { boxItem } from '../class-alarm/items.js'
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const TRASH_OVERFLOW = 1703936

export const { labels, createRule } = singleClass('trash_overflow', TRASH_OVERFLOW, PARAMETERS, {
  item: boxItem,
})
