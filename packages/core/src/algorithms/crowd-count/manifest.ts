/** Crowd density monitoring as the platform offers it. */
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { tileFacts } from './head-count.js'
import { CROWD_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { BANNER, CROWD, CrowdRule } from './rule.js'

const read = (common: Record<string, unknown>) => readParameters(CROWD_PARAMETERS, common)

const sketch: AlgorithmSketch = {
  family: 'crowd-count',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Counts crowds in regions, with a map of density.',
      parameters: parameterSchema(CROWD_PARAMETERS),
      labels: (common) => (read(common).banner_detection_sw ? ['person', BANNER] : ['person']),
      facts: (common) => tileFacts(read(common).detection_tiles, read(common).sampling_time_interval),
      validate: (common) => {
        new CrowdRule(common)
        checkRoi(common.target_roi, { lines: false, regions: true })
      },
      createRule: (common) => new CrowdRule(common),
    },
  ],
  titleEn: 'Crowd Density Monitoring',
  titleZh: '高密度人群统计',
  description: 'Counts people in regions at intervals and alarms when there are too many.',
  company: 'Vigia',
  tags: ['people', 'counting', 'security'],
  eventTypes: [CROWD],
  categories: { crowd: CROWD },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-crowdcount-cloud',
    serviceId: 'e8f02fbd-2fe7-4815-b8c7-84b5e7702fa1',
    algIds: ['924b93b0-0dc0-4a2f-9aba-66e7f7a65012'],
  },
  edge: {
    serviceName: 'c-crowdcount-edge',
    serviceId: '44c59b1c-5dac-4ac1-be1e-9ad9647246ee',
    algIds: ['fc995dac-a070-4db1-a23c-bd00f9e447c3'],
  },
})
