/** Vehicle detection as the platform offers it. */
import { parseTargetRoi } from '../../geometry/target-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { checkLicensePlate, vehicleLabels } from './options.js'
import { VEHICLE_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { VEHICLE, VehicleRule } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'vehicle-detection',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Each vehicle that comes over an enter or a leave line, with its type and direction.',
      parameters: parameterSchema(VEHICLE_PARAMETERS),
      labels: (common) => [...vehicleLabels(readParameters(VEHICLE_PARAMETERS, common).output_vehicle_type)],
      validate(common) {
        vehicleLabels(readParameters(VEHICLE_PARAMETERS, common).output_vehicle_type)
        checkLicensePlate(common.license_plate)
        parseTargetRoi(common.target_roi)
      },
      createRule: (common) => new VehicleRule(common),
    },
  ],
  titleEn: 'Vehicle Detection',
  titleZh: '视频车辆检测',
  description: 'Tells each vehicle that comes over a line, with its type and its direction.',
  company: 'Vigia',
  tags: ['vehicles', 'traffic'],
  eventTypes: [VEHICLE],
  categories: { vehicle: VEHICLE },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-vehicle-detection-cloud',
    serviceId: '35c7d091-c5a4-4063-a7ba-e329edf0e079',
    algIds: ['7d9e2575-5cbe-4939-a100-c15bdf52e10f'],
  },
  edge: {
    serviceName: 'c-vehicle-detection-edge',
    serviceId: 'b10e3795-3a9c-41d6-b79e-03fd69614dd1',
    algIds: ['562a0ad1-3ef6-4709-bcc8-d4510a1536c9'],
  },
})
