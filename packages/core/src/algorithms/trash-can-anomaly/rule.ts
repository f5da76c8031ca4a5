/** Alarms when a trash can is overturned, open or overflowing for a while. */
import { boxItem } from '../class-alarm/items.js'
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const TRASH_CAN_ANOMALY = 1507328

export const { labels, createRule } = singleClass('trash_can_abnormal', TRASH_CAN_ANOMALY, PARAMETERS, {
  item: boxItem,
})
