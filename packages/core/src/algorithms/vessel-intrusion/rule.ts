/** Alarms when boats and ships are in the region. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const VESSEL = 33882113

/** The wire's `category`; kinds of vessels are not told apart. */
const BOAT = 0

export const { labels, createRule } = singleClass('boat', VESSEL, PARAMETERS, {
  item: ({ box, detectionId }) => ({ bounding_box: box, category: BOAT, detection_id: detectionId }),
})
