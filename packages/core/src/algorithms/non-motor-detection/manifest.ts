/** Non-motor vehicles as the platform offers it. */
import { ParameterError } from '../algorithm.js'
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { nonMotorAreas } from './areas.js'
import { NON_MOTOR_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { NON_MOTOR_INTRUSION, NON_MOTOR_PARKING, NonMotorRule } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'non-motor-detection',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Parking and entering of bicycles and electromobiles, by legal and forbidden areas.',
      parameters: parameterSchema(NON_MOTOR_PARAMETERS),
      labels,
      validate,
      createRule: (common) => new NonMotorRule(common),
    },
  ],
  titleEn: 'Non-motorized Vehicles',
  titleZh: '非机动车检测',
  description: 'Alarms when bicycles or electromobiles park or enter where they must not.',
  company: 'Vigia',
  tags: ['bicycles', 'city'],
  eventTypes: [NON_MOTOR_PARKING, NON_MOTOR_INTRUSION],
  categories: { illegal_parking: NON_MOTOR_PARKING, forbidden_entering: NON_MOTOR_INTRUSION },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

function labels(common: Record<string, unknown>): string[] {
  const p = readParameters(NON_MOTOR_PARAMETERS, common)
  return [...(p.bicycle_detect_sw ? ['bicycle'] : []), ...(p.electromobile_detect_sw ? ['motorcycle'] : [])]
}

function validate(common: Record<string, unknown>): void {
  const p = readParameters(NON_MOTOR_PARAMETERS, common)
  if (!p.bicycle_detect_sw && !p.electromobile_detect_sw)
    throw new ParameterError(
      'bicycle_detect_sw',
      'bicycle_detect_sw and electromobile_detect_sw are both 0, so there is no target: set one of them to 1.',
    )
  if (!p.illegal_park_detection_sw && !p.intrusion_detection_sw)
    throw new ParameterError(
      'illegal_park_detection_sw',
      'illegal_park_detection_sw and intrusion_detection_sw are both 0, so there is nothing to detect: set one of them to 1.',
    )
  checkRoi(common.target_roi, { lines: false, regions: true })
  const { parking, entering } = nonMotorAreas(common.target_roi, 1920, 1080)
  const isWatching =
    (p.illegal_park_detection_sw && parking.length > 0) || (p.intrusion_detection_sw && entering.length > 0)
  if (!isWatching)
    throw new ParameterError(
      'target_roi',
      'target_roi holds no region for the detection that is switched on: parking looks at legal_area and illegal_area, intrusion at prohibit_entering_area.',
    )
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-non-motor-detection-cloud',
    serviceId: '96f08293-2bdf-4710-8790-52726816e0c4',
    algIds: ['bccd3809-5876-4e55-9f4b-e75d785ab28a'],
  },
  edge: {
    serviceName: 'c-non-motor-detection-edge',
    serviceId: '2f9a8a5c-9dbc-45ca-baf7-636095aeb4f8',
    algIds: ['0eb818dd-f2f8-4ec6-9b2a-b2947fab5072'],
  },
})
