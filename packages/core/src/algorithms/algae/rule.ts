/** Alarms when algae cover the water. */
import type { Rule } from '../algorithm.js'
import { createAreaRule } from '../class-alarm/area-rule.js'
import { readParameters } from '../parameters.js'
import { PARAMETERS } from './parameters.js'

export const ALGAE = 34078721

export const labels = (): string[] => ['algae']

/** @throws ParameterError */
export function createRule(common: Record<string, unknown>): Rule {
  const values = readParameters(PARAMETERS, common)
  const leastShare = values.algae_area_ratio_thres
  return createAreaRule(values.target_roi, { label: 'algae', eventType: ALGAE, values, leastShare })
}
