/** Alarms when somebody rides an e-bike without a helmet. */
import { singleClass } from '../class-alarm/single-class.js'
import { PARAMETERS } from './parameters.js'

export const EBIKE_NO_HELMET = 1179664

export const { labels, createRule } = singleClass('rider_without_helmet', EBIKE_NO_HELMET, PARAMETERS)
