/** Abnormal parking as the platform offers it. */
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { MOTOR_VEHICLES } from '../vehicles.js'
import { ABNORMAL_PARK_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { ABNORMAL_PARKING, AbnormalParkRule } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'abnormal-park',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Vehicles that stand in a region for too long, with a message when they are gone.',
      parameters: parameterSchema(ABNORMAL_PARK_PARAMETERS),
      labels: () => [...MOTOR_VEHICLES],
      validate(common) {
        readParameters(ABNORMAL_PARK_PARAMETERS, common)
        checkRoi(common.target_roi, { lines: false, regions: true })
      },
      createRule: (common) => new AbnormalParkRule(common),
    },
  ],
  titleEn: 'Abnormal Parking',
  titleZh: '异常停车',
  description: 'Alarms when a vehicle stands in a region for longer than allowed.',
  company: 'Vigia',
  tags: ['vehicles', 'traffic'],
  eventTypes: [ABNORMAL_PARKING],
  categories: { abnormal_parking: ABNORMAL_PARKING },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-traffic-abnormal-park-cloud',
    serviceId: '2c037a19-d8d0-4dd3-be99-90f30b0f0593',
    algIds: ['727f09af-ddae-4fef-80a2-f7f44aa95470'],
  },
  edge: {
    serviceName: 'c-traffic-abnormal-park-edge',
    serviceId: 'e8de81d7-64ad-498c-8c61-0e86ce7c70a2',
    algIds: ['cf5fe569-d3f7-46cc-9ca4-6ade024d8bc9'],
  },
})
