/** Alarms when an umbrella or sunshade is put up where none may stand. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const ILLEGAL_UMBRELLA = 2293760

export const { labels, createRule } = singleClass('umbrella', ILLEGAL_UMBRELLA, PARAMETERS)
