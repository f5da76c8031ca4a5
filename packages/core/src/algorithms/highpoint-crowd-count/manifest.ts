/** The high-point crowd count as the platform offers it. */
import { checkRoi } from '../check-roi.js'
import { tileFacts } from '../crowd-count/head-count.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { HIGHPOINT_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { HIGHPOINT_CROWD, HighpointCrowdRule } from './rule.js'

const read = (common: Record<string, unknown>) => readParameters(HIGHPOINT_PARAMETERS, common)

const sketch: AlgorithmSketch = {
  family: 'highpoint-crowd-count',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Counts crowds seen from above, in regions or in a grid.',
      parameters: parameterSchema(HIGHPOINT_PARAMETERS),
      labels: () => ['person'],
      facts: (common) => tileFacts(read(common).detection_tiles, read(common).sampling_time_interval),
      validate: (common) => {
        new HighpointCrowdRule(common)
        checkRoi(common.target_roi, { lines: false, regions: true, wholeFrame: isGrid(common) })
      },
      createRule: (common) => new HighpointCrowdRule(common),
    },
  ],
  titleEn: 'High-Point Crowd Counting',
  titleZh: '高点人群统计',
  description: 'Counts small people seen from a high point, in regions or in the cells of a grid.',
  company: 'Vigia',
  tags: ['people', 'counting', 'security'],
  eventTypes: [HIGHPOINT_CROWD],
  categories: { highpoint_crowd: HIGHPOINT_CROWD },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-highpoint-crowdcount-cloud',
    serviceId: '2d04e360-7906-4220-ac17-78596ecf9eaf',
    algIds: ['55f4d560-fd93-4455-81c8-36442522cab7'],
  },
  edge: {
    serviceName: 'c-highpoint-crowdcount-edge',
    serviceId: '3c68ad90-d81b-49fe-85e6-df5efd91b312',
    algIds: ['392e0413-5d2f-4946-981f-ef8e9446ebc9'],
  },
})

/** A grid lies over the whole frame, whatever is drawn. */
function isGrid(common: Record<string, unknown>): boolean {
  const { grid_x_number, grid_y_number } = read(common)
  return grid_x_number > 0 && grid_y_number > 0
}
