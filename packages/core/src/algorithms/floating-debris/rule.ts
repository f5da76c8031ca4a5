/** Floating debris: one message for each thing, certain or suspected. */
import type { Rule } from '../algorithm.js'
import { ClassAlarmRule } from '../class-alarm/class-alarm-rule.js'
import { readParameters } from '../parameters.js'
import { PARAMETERS } from './parameters.js'

export const FLOATING_DEBRIS = 33685505

export const labels = (): string[] => ['floating_debris']

/** @throws ParameterError */
export function createRule(common: Record<string, unknown>): Rule {
  const values = readParameters(PARAMETERS, common)
  return new ClassAlarmRule(values.target_roi, {
    values,
    kinds: { floating_debris: FLOATING_DEBRIS },
    at: 'centre',
    apart: true,
    item: ({ box, object }) => ({ suspect_tag: object.score < values.certain_score, bounding_box: box }),
  })
}
