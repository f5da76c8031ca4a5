/** Alarms when a camera on a vehicle passes trash. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const MOBILE_TRASH = 2031616

export const { labels, createRule } = singleClass('trash', MOBILE_TRASH, PARAMETERS)
