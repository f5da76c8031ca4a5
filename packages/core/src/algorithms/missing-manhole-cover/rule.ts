/** Alarms when the cover of a manhole is missing. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const MANHOLE_COVER_MISSING = 2424832

export const { labels, createRule } = singleClass(
  'missing_manhole_cover',
  MANHOLE_COVER_MISSING,
  PARAMETERS,
  { at: 'centre' },
)
