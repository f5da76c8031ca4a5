/** Individual action as the platform offers it. */
import { ParameterError } from '../algorithm.js'
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { ACTION_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { BEND, CLIMB, FALL, IndividualActionRule, PICK, WAVE } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'individual-action',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Climbing, falling, waving, bending and picking up, seen by the points of the body.',
      parameters: parameterSchema(ACTION_PARAMETERS),
      labels: () => ['person'],
      facts: () => ({ poses: true }),
      validate,
      createRule: (common) => new IndividualActionRule(common),
    },
  ],
  titleEn: 'Individual Action',
  titleZh: '个体动作识别',
  description: 'Alarms when somebody climbs, falls, waves, bends or picks something up.',
  company: 'Vigia',
  tags: ['people', 'safety', 'pose'],
  eventTypes: [CLIMB, FALL, WAVE, BEND, PICK],
  categories: { climb: CLIMB, fall: FALL, wave: WAVE, bend: BEND, picking: PICK },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-pose-action-recog-cloud',
    serviceId: '7260d8e1-891c-4e03-99cc-1e01b5fbbe1e',
    algIds: ['b682995c-9610-4149-b8a4-4f1d130f2916'],
  },
  edge: {
    serviceName: 'c-pose-action-recog-edge',
    serviceId: '7b122691-7618-49ac-893d-424a16214437',
    algIds: ['476840a0-f58f-48b1-8e48-f1facf20fd5b'],
  },
})

const SWITCHES = [
  'climb_detection_sw',
  'fall_detection_sw',
  'wave_detection_sw',
  'bend_detection_sw',
  'pick_detection_sw',
] as const

function validate(common: Record<string, unknown>): void {
  const p = readParameters(ACTION_PARAMETERS, common)
  if (SWITCHES.every((name) => p[name] === 0)) {
    throw new ParameterError(
      'climb_detection_sw',
      `${SWITCHES.join(', ')} are all 0, so there is nothing to watch: set one of them to 1.`,
    )
  }
  // Without a region the whole frame is watched; lines are looked at by climbing alone.
  checkRoi(common.target_roi, { lines: p.climb_detection_sw === 1, regions: true })
}
