/** Wrong way driving as the platform offers it. */
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { MOTOR_VEHICLES } from '../vehicles.js'
import { RETROGRADE_PARAMETERS } from './parameters.js'
import { PermittedWays } from './permitted-ways.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { RetrogradeRule, WRONG_WAY } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'retrograde',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Vehicles that drive against the permitted way, each once.',
      parameters: parameterSchema(RETROGRADE_PARAMETERS),
      labels: () => [...MOTOR_VEHICLES],
      validate(common) {
        readParameters(RETROGRADE_PARAMETERS, common)
        new PermittedWays(common.target_roi, 1920, 1080)
      },
      createRule: (common) => new RetrogradeRule(common),
    },
  ],
  titleEn: 'Wrong-way Driving',
  titleZh: '车辆逆行检测',
  description: 'Alarms when a vehicle drives against the permitted way.',
  company: 'Vigia',
  tags: ['vehicles', 'traffic'],
  eventTypes: [WRONG_WAY],
  categories: { wrong_way: WRONG_WAY },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-retrograde-cloud',
    serviceId: 'a41eed69-c27c-4042-a604-b621c1e13237',
    algIds: ['ce676620-4d8b-44bc-bbf1-6bc8bda7f627'],
  },
  edge: {
    serviceName: 'c-retrograde-edge',
    serviceId: '6c6a1a37-55dc-4e94-a02b-36dba5382d10',
    algIds: ['e41ac006-b8c5-42c6-aa26-c0e0b572162e'],
  },
})
