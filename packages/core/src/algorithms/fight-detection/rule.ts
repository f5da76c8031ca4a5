/** Alarms when people fight. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const FIGHT = 917504

export const { labels, createRule } = singleClass('fight', FIGHT, PARAMETERS, {
  item: ({ box, object }) => ({ bounding_box: box, confidence: Math.round(object.score * 1000) / 1000 }),
})
