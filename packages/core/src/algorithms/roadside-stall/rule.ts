/** Stalls on the road, and goods put outside shops: two events, each with its switch. */
import { ParameterError, type Rule } from '../algorithm.js'
import { ClassAlarmRule } from '../class-alarm/class-alarm-rule.js'
import { tracedItem } from '../class-alarm/items.js'
import { readParameters } from '../parameters.js'
import { PARAMETERS } from './parameters.js'

export const ROADSIDE_STALL = 1114112
export const OUTSTORE_STALL = 1245184

function kindsOf(common: Record<string, unknown>): Record<string, number> {
  const p = readParameters(PARAMETERS, common)
  return {
    ...(p.roadside_stall_detect_sw ? { roadside_stall: ROADSIDE_STALL } : {}),
    ...(p.outstore_stall_detect_sw ? { outstore_stall: OUTSTORE_STALL } : {}),
  }
}

export const labels = (common: Record<string, unknown>): string[] => Object.keys(kindsOf(common))

/** @throws ParameterError */
export function createRule(common: Record<string, unknown>): Rule {
  const kinds = kindsOf(common)
  if (Object.keys(kinds).length === 0)
    throw new ParameterError(
      'roadside_stall_detect_sw',
      'roadside_stall_detect_sw and outstore_stall_detect_sw are both 0, so nothing could alarm: set one of them to 1.',
    )
  const values = readParameters(PARAMETERS, common)
  return new ClassAlarmRule(values.target_roi, { values, kinds, item: tracedItem })
}
