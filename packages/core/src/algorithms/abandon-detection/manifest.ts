/** The abandoned object detection as the platform offers it. */
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { ABANDON_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { ABANDONED, AbandonRule } from './rule.js'

/** People may own what stands there; vehicles stand there themselves and are no things that somebody left. */
const MOVERS = ['person', 'bicycle', 'car', 'motorcycle', 'bus', 'truck']

const sketch: AlgorithmSketch = {
  family: 'abandon-detection',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Alarms for things that were put down and left alone.',
      parameters: parameterSchema(ABANDON_PARAMETERS),
      labels: () => MOVERS,
      facts: (common) => ({
        stillThings: { leastSide: readParameters(ABANDON_PARAMETERS, common).detection_min_size },
      }),
      validate: (common) => {
        readParameters(ABANDON_PARAMETERS, common)
        checkRoi(common.target_roi, { lines: false, regions: true })
      },
      createRule: (common) => new AbandonRule(common),
    },
  ],
  titleEn: 'Abandoned Object Detection',
  titleZh: '遗留物检测',
  description: 'Alarms when something was put down in a region and nobody has been with it for a while.',
  company: 'Vigia',
  tags: ['things', 'security'],
  eventTypes: [ABANDONED],
  categories: { abandoned_object: ABANDONED },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-abandon-detection-cloud',
    serviceId: 'ba7b048b-68b9-47f1-80d8-f4389b72b8b0',
    algIds: ['64117834-7307-43a9-bf30-dae9ba2ce159'],
  },
  edge: {
    serviceName: 'c-abandon-detection-edge',
    serviceId: '2dffefeb-8d2c-4ec0-bccd-24105995a774',
    algIds: ['464e409e-f657-49c4-8d6d-ec7a73be341f'],
  },
})
