/** The releases of intrusion detection. */
import { ParameterError, type Release } from '../algorithm.js'
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readIntegers } from '../parameters.js'
import { INTRUSION_PARAMETERS, INTRUSION_PARAMETERS_3_1 } from './parameters.js'
import { IntrusionRule } from './rule.js'

export const release30: Omit<Release, 'algId'> = {
  version: '3.0',
  releasedAt: Date.UTC(2026, 7, 20),
  description: 'Lines, regions and loitering, for people and vehicles.',
  parameters: parameterSchema(INTRUSION_PARAMETERS),
  labels,
  validate,
  createRule: (common) => new IntrusionRule(common),
}

export const release31: Omit<Release, 'algId'> = {
  version: '3.1',
  releasedAt: Date.UTC(2026, 10, 26),
  description: 'Regions can wait before they alarm: see region_time_threshold. Without it as 3.0.',
  parameters: parameterSchema(INTRUSION_PARAMETERS_3_1),
  labels,
  validate(common) {
    validate(common)
    leastStayMs(common)
  },
  createRule: (common) => new IntrusionRule(common, leastStayMs(common)),
}

function leastStayMs(common: Record<string, unknown>): number {
  return readIntegers(INTRUSION_PARAMETERS_3_1, common).region_time_threshold * 1000
}

function labels(common: Record<string, unknown>): string[] {
  const p = readIntegers(INTRUSION_PARAMETERS, common)
  const people = p.person_detection_sw ? ['person'] : []
  return p.car_detection_sw ? [...people, 'car', 'bus', 'truck', 'motorcycle'] : people
}

function validate(common: Record<string, unknown>): void {
  const p = readIntegers(INTRUSION_PARAMETERS, common)
  if (!p.person_detection_sw && !p.car_detection_sw) {
    throw new ParameterError(
      'person_detection_sw',
      'person_detection_sw and car_detection_sw are both 0, so there is no target: set one of them to 1.',
    )
  }
  if (!p.line_detection_sw && !p.region_detection_sw && !p.loitering_detection_sw) {
    throw new ParameterError(
      'line_detection_sw',
      'line_detection_sw, region_detection_sw and loitering_detection_sw are all 0, so there is nothing to detect: set one of them to 1.',
    )
  }
  if (p.detection_min_size > p.detection_max_size) {
    throw new ParameterError(
      'detection_min_size',
      `detection_min_size ${p.detection_min_size} is greater than detection_max_size ${p.detection_max_size}: lower it or raise detection_max_size.`,
    )
  }
  checkRoi(common.target_roi, {
    lines: p.line_detection_sw === 1,
    regions: p.region_detection_sw + p.loitering_detection_sw > 0,
  })
}
