/** Overspeed as the platform offers it. */
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { MOTOR_VEHICLES } from '../vehicles.js'
import { readCalibration } from './calibration.js'
import { OVERSPEED_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { OVERSPEED, OverspeedRule } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'highpoint-overspeed',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Vehicles faster than a threshold, measured on the road by a calibrated camera.',
      parameters: parameterSchema(OVERSPEED_PARAMETERS),
      labels: () => [...MOTOR_VEHICLES],
      // A speed is measured from frame to frame.
      facts: () => ({ everyFrame: true }),
      validate(common) {
        readCalibration(readParameters(OVERSPEED_PARAMETERS, common).camera_calibration)
        checkRoi(common.target_roi, { lines: false, regions: true })
      },
      createRule: (common) => new OverspeedRule(common),
    },
  ],
  titleEn: 'High-point Overspeed',
  titleZh: '高点超速检测',
  description: 'Alarms when a vehicle drives faster than allowed, seen by a calibrated camera.',
  company: 'Vigia',
  tags: ['vehicles', 'traffic'],
  eventTypes: [OVERSPEED],
  categories: { overspeed: OVERSPEED },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-highpoint-overspeed-cloud',
    serviceId: '1c41f613-7479-441b-8265-d62cabc7edfd',
    algIds: ['b54195a5-212e-4189-b154-7aca8e4e39d7'],
  },
  edge: {
    serviceName: 'c-highpoint-overspeed-edge',
    serviceId: 'a1f70f38-a2e2-4e1a-84e2-b0ce0be5f18c',
    algIds: ['b808c381-8816-4286-8900-70bd14542bcb'],
  },
})
