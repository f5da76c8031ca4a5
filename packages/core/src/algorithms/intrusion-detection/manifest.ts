/** Intrusion detection as the platform offers it. */
import { type Algorithm, ParameterError } from '../algorithm.js'
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readIntegers } from '../parameters.js'
import { INTRUSION_PARAMETERS } from './parameters.js'
import { INTRUSION, IntrusionRule, LOITERING } from './rule.js'

export const intrusionDetection: Algorithm = {
  serviceName: 'c-intrusiondetection-cloud',
  versions: ['3.0'],
  titleEn: 'Intrusion Detection',
  titleZh: '入侵检测',
  company: 'Vigia',
  type: 'cloud',
  serviceId: '6f0c2d3e-8b41-4c57-9a62-1d7be5f04a93',
  eventTypes: [INTRUSION, LOITERING],
  parameters: parameterSchema(INTRUSION_PARAMETERS),
  labels(common) {
    const p = readIntegers(INTRUSION_PARAMETERS, common)
    const people = p.person_detection_sw ? ['person'] : []
    return p.car_detection_sw ? [...people, 'car', 'bus', 'truck', 'motorcycle'] : people
  },
  validate(common) {
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
  },
  createRule: (common) => new IntrusionRule(common),
}
