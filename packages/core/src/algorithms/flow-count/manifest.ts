/** People flow counting as the platform offers it. */
import { ParameterError } from '../algorithm.js'
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readIntegers } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { FLOW_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { FlowCountRule, HEAT_MAP, LINE_COUNT, REGION_COUNT } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'flow-count',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 7, 20),
      description: 'Counts at lines and in regions, and heat maps.',
      parameters: parameterSchema(FLOW_PARAMETERS),
      labels: () => ['person'],
      // A heat map counts how long people stand where, frame by frame.
      facts: (common) =>
        readIntegers(FLOW_PARAMETERS, common).heatmap_detection_sw ? { everyFrame: true } : {},
      validate,
      createRule: (common) => new FlowCountRule(common),
    },
  ],
  titleEn: 'People Flow Counting',
  titleZh: '人流量统计',
  description: 'Counts people who cross lines and who are in regions, and draws where they walk.',
  company: 'Vigia',
  tags: ['people', 'counting'],
  eventTypes: [LINE_COUNT, REGION_COUNT, HEAT_MAP],
  categories: { line_count: LINE_COUNT, region_count: REGION_COUNT, heat_map: HEAT_MAP },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-flowcount-cloud',
    serviceId: 'b3a7d9c1-52e6-4f08-8c1d-e4960a7f2b58',
    algIds: ['053ec015-e764-4cf8-a799-829b24fa531c'],
  },
  edge: {
    serviceName: 'c-flowcount-edge',
    serviceId: '7983709c-83fc-486e-956e-181535ef21a9',
    algIds: ['453814f6-998a-45a0-86b6-136c9e5f5be9'],
  },
})

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
