/** Individual behaviour as the platform offers it. */
import { ParameterError } from '../algorithm.js'
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readParameters } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { BEHAVIOUR_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { CIGARETTE, IndividualBehaviourRule, PHONE, PHONING, SMOKING } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'individual-behaviour',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description:
        'Using a phone, by the phone and by the posture; smoking, with a detector that knows cigarettes.',
      parameters: parameterSchema(BEHAVIOUR_PARAMETERS),
      labels,
      facts: () => ({ poses: true }),
      validate,
      createRule: (common) => new IndividualBehaviourRule(common),
    },
  ],
  titleEn: 'Individual Behavior',
  titleZh: '个体事件行为识别',
  description: 'Alarms when somebody uses a phone or smokes.',
  company: 'Vigia',
  tags: ['people', 'safety', 'pose'],
  eventTypes: [SMOKING, PHONING],
  categories: { smoking: SMOKING, phoning: PHONING },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-event-action-recog-cloud',
    serviceId: '543209bc-5a71-4077-a5a8-031df697f7df',
    algIds: ['65d6382f-2b30-4157-80c2-f3094b043edf'],
  },
  edge: {
    serviceName: 'c-event-action-recog-edge',
    serviceId: '99ba3bfa-f080-4b97-bc8f-1aead5bea95d',
    algIds: ['b3cdd473-4314-4c91-8477-1052614f69a5'],
  },
})

function labels(common: Record<string, unknown>): string[] {
  const p = readParameters(BEHAVIOUR_PARAMETERS, common)
  return [
    'person',
    ...(p.phoning_detection_sw ? [PHONE] : []),
    ...(p.smoking_detection_sw ? [CIGARETTE] : []),
  ]
}

function validate(common: Record<string, unknown>): void {
  const p = readParameters(BEHAVIOUR_PARAMETERS, common)
  if (!p.phoning_detection_sw && !p.smoking_detection_sw) {
    throw new ParameterError(
      'phoning_detection_sw',
      'phoning_detection_sw and smoking_detection_sw are both 0, so there is nothing to watch: set one of them to 1.',
    )
  }
  checkRoi(common.target_roi, { lines: false, regions: true })
}
