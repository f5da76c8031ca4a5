/** Alarms when a camera on a vehicle passes a manhole without its cover. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const MOBILE_MANHOLE_COVER_MISSING = 2621440

export const { labels, createRule } = singleClass(
  'missing_manhole_cover',
  MOBILE_MANHOLE_COVER_MISSING,
  PARAMETERS,
  { at: 'centre' },
)
