/** Alarms when a billboard stands where none may. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const ILLEGAL_BILLBOARD = 1638400

export const { labels, createRule } = singleClass('illegal_billboard', ILLEGAL_BILLBOARD, PARAMETERS)
