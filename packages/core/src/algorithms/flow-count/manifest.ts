/** People flow counting as the platform offers it. */
import { type Algorithm, ParameterError } from '../algorithm.js'
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readIntegers } from '../parameters.js'
import { FLOW_PARAMETERS } from './parameters.js'
import { FlowCountRule, HEAT_MAP, LINE_COUNT, REGION_COUNT } from './rule.js'

export const flowCount: Algorithm = {
  serviceName: 'c-flowcount-cloud',
  versions: ['3.0'],
  titleEn: 'People Flow Counting',
  titleZh: '人流量统计',
  company: 'Vigia',
  type: 'cloud',
  serviceId: 'b3a7d9c1-52e6-4f08-8c1d-e4960a7f2b58',
  eventTypes: [LINE_COUNT, REGION_COUNT, HEAT_MAP],
  parameters: parameterSchema(FLOW_PARAMETERS),
  labels: () => ['person'],
  validate(common) {
    const p = readIntegers(FLOW_PARAMETERS, common)
    if (!p.line_detection_sw && !p.region_detection_sw && !p.heatmap_detection_sw) {
      throw new ParameterError(
        'line_detection_sw',
        'line_detection_sw, region_detection_sw and heatmap_detection_sw are all 0, so there is nothing to count: set one of them to 1.',
      )
    }
    checkRoi(common.target_roi, {
      lines: p.line_detection_sw === 1,
      regions: p.region_detection_sw === 1,
      wholeFrame: p.heatmap_detection_sw === 1,
    })
  },
  createRule: (common) => new FlowCountRule(common),
}
