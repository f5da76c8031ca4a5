/** Mask Recognition as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, NO_MASK } from './rule.js'

const sketch = classService({
  family: 'mask-recognition',
  titleEn: 'Mask Recognition',
  titleZh: '戴口罩检测',
  description: 'Alarms when people wear no mask.',
  tags: ['people', 'health'],
  categories: { no_mask: NO_MASK },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-wear-mask-recog-cloud',
    serviceId: '65c54312-d6dd-4d99-be2c-2a77b25264d7',
    algIds: ['4af313b6-fd81-430b-a909-018b0775236a'],
  },
  edge: {
    serviceName: 'c-wear-mask-recog-edge',
    serviceId: '95e2f6a0-4aef-413d-a6a1-c2e20a56b85f',
    algIds: ['4260bc09-a8fd-4903-a9c7-975a39376a13'],
  },
})
