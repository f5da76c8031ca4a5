/** Work Clothes and Helmet Detection as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, SAFETY_SUIT } from './rule.js'

const sketch = classService({
  family: 'safety-suit-detection',
  titleEn: 'Work Clothes and Helmet Detection',
  titleZh: '工服工帽检测',
  description: 'Alarms when people in the region wear no helmet or no work clothes.',
  tags: ['people', 'safety'],
  categories: { safety_suit: SAFETY_SUIT },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-safetysuitedetection-cloud',
    serviceId: 'fde3ccee-117b-4e1d-a650-6eb03e52add2',
    algIds: ['27d4719d-6812-4de0-b2a4-8a0faed3f9d7'],
  },
  edge: {
    serviceName: 'c-safetysuitedetection-edge',
    serviceId: 'c9b2c5c7-9426-4e61-a59f-44b13f6d833c',
    algIds: ['3b14ab0b-fb5f-4dcb-95c3-0f79023f3a1e'],
  },
})
