/** People flow counting as the platform offers it. */
import { type Algorithm, ParameterError } from '../algorithm.js'
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readIntegers } from '../parameters.js'
import { FLOW_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { FlowCountRule, HEAT_MAP, LINE_COUNT, REGION_COUNT } from './rule.js'

export const flowCount: Algorithm = {
  serviceName: 'c-flowcount-cloud',
  releases: [
    {
      version: '3.0',
      algId: '053ec015-e764-4cf8-a799-829b24fa531c',
      releasedAt: Date.UTC(2026, 7, 20),
      description: 'Counts at lines and in regions, and heat maps.',
      parameters: parameterSchema(FLOW_PARAMETERS),
      labels: () => ['person'],
      validate,
      createRule: (common) => new FlowCountRule(common),
    },
  ],
  titleEn: 'People Flow Counting',
  titleZh: '人流量统计',
  description: 'Counts people who cross lines and who are in regions, and draws where they walk.',
  company: 'Vigia',
  tags: ['people', 'counting'],
  type: 'cloud',
  serviceId: 'b3a7d9c1-52e6-4f08-8c1d-e4960a7f2b58',
  eventTypes: [LINE_COUNT, REGION_COUNT, HEAT_MAP],
  categories: { line_count: LINE_COUNT, region_count: REGION_COUNT, heat_map: HEAT_MAP },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

function validate(common: Record<string, unknown>): void {
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
}
