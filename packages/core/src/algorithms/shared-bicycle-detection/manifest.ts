/** Shared bicycles as the platform offers it. */
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { SHARED_BICYCLE_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { SHARED_BICYCLE, SharedBicycleRule } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'shared-bicycle-detection',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Bicycles parked outside of legal areas or within forbidden ones, singly or by period.',
      parameters: parameterSchema(SHARED_BICYCLE_PARAMETERS),
      labels: () => ['bicycle'],
      validate(common) {
        readParameters(SHARED_BICYCLE_PARAMETERS, common)
        checkRoi(common.target_roi, { lines: false, regions: true })
      },
      createRule: (common) => new SharedBicycleRule(common),
    },
  ],
  titleEn: 'Shared Bicycle Detection',
  titleZh: '共享单车检测',
  description: 'Tells bicycles that are parked where they must not be.',
  company: 'Vigia',
  tags: ['bicycles', 'city'],
  eventTypes: [SHARED_BICYCLE],
  categories: { illegal_bicycle: SHARED_BICYCLE },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-sharedbicycledetection-cloud',
    serviceId: 'f7372236-3a4f-4d16-820e-48f3ed521a39',
    algIds: ['93acee0c-097f-46fc-819e-5f043a6b9ad8'],
  },
  edge: {
    serviceName: 'c-sharedbicycledetection-edge',
    serviceId: 'a8622377-7011-4f8d-870f-db88ecb2ffc1',
    algIds: ['632c0bc6-ef88-461a-b12e-c6cd14dec2b4'],
  },
})
