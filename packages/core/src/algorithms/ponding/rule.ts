/** Alarms when water stands on roads and squares. */
import type { Rule } from '../algorithm.js'
import { createAreaRule } from '../class-alarm/area-rule.js'
import { readParameters } from '../parameters.js'
import { PARAMETERS } from './parameters.js'

export const PONDING = 1900544

export const labels = (): string[] => ['ponding']

/** @throws ParameterError */
export function createRule(common: Record<string, unknown>): Rule {
  const values = readParameters(PARAMETERS, common)
  const leastShare = values.ponding_area_ratio_thres
  return createAreaRule(values.target_roi, { label: 'ponding', eventType: PONDING, values, leastShare })
}
