/** Fire passage occupation as the platform offers it. */
import { ParameterError } from '../algorithm.js'
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { MOTOR_VEHICLES } from '../vehicles.js'
import { FIRE_EXIT_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { FireExitRule, OBJECT_OCCUPATION, VEHICLE_OCCUPATION } from './rule.js'

/** The least thing that matters to somebody who runs, shorter side in pixels of a frame 1080 rows high. */
const LEAST_SIDE = 50

const sketch: AlgorithmSketch = {
  family: 'fire-exit-occupation',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Vehicles and things that block a passage, with a message when it is free again.',
      parameters: parameterSchema(FIRE_EXIT_PARAMETERS),
      labels,
      facts: (common) => (on(common).stacking ? { stillThings: { leastSide: LEAST_SIDE } } : {}),
      validate(common) {
        const { stacking, vehicles } = on(common)
        if (!stacking && !vehicles)
          throw new ParameterError(
            'vehicle_occupation_sw',
            'vehicle_occupation_sw and stacking_occupation_sw are both 0, so there is nothing to detect: set one of them to 1.',
          )
        checkRoi(common.target_roi, { lines: false, regions: true })
      },
      createRule: (common) => new FireExitRule(common),
    },
  ],
  titleEn: 'Fire Passage Occupation',
  titleZh: '消防通道占用',
  description: 'Alarms when vehicles or things block a passage that must be free.',
  company: 'Vigia',
  tags: ['vehicles', 'things', 'safety'],
  eventTypes: [OBJECT_OCCUPATION, VEHICLE_OCCUPATION],
  categories: { object_occupation: OBJECT_OCCUPATION, vehicle_occupation: VEHICLE_OCCUPATION },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

/** People and vehicles are wanted for things too: who stands there is no thing. */
function labels(common: Record<string, unknown>): string[] {
  return on(common).stacking ? ['person', ...MOTOR_VEHICLES] : [...MOTOR_VEHICLES]
}

function on(common: Record<string, unknown>): { stacking: boolean; vehicles: boolean } {
  const p = readParameters(FIRE_EXIT_PARAMETERS, common)
  return { stacking: p.stacking_occupation_sw === 1, vehicles: p.vehicle_occupation_sw === 1 }
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-fire-exit-occupation-cloud',
    serviceId: '506499fb-05b1-4951-9e58-787d4fa939c9',
    algIds: ['e7618d41-4cc8-41ef-aa0b-3cf91b551cc0'],
  },
  edge: {
    serviceName: 'c-fire-exit-occupation-edge',
    serviceId: '15cf6800-30ae-4b07-8a64-1c86f3798639',
    algIds: ['ecf00974-305a-4b93-bae4-2189d5f5dd12'],
  },
})
