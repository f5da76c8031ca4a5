/** Floating Debris as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, FLOATING_DEBRIS, labels } from './rule.js'

const sketch = classService({
  family: 'floating-debris',
  titleEn: 'Floating Debris',
  titleZh: '漂浮物检测',
  description: 'Alarms when things float on the water that do not belong there.',
  tags: ['water'],
  categories: { floating_debris: FLOATING_DEBRIS },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'floating-cloud',
    serviceId: '7625a4ce-c32a-425f-88d1-f1b604a3801e',
    algIds: ['364b074c-ec70-4fae-bb5c-472a6a343b9b'],
  },
  edge: {
    serviceName: 'floating-edge',
    serviceId: '7fbb0743-bf3d-4593-a456-43d13d5e2fe0',
    algIds: ['c5a2d94b-ad76-4b32-85f4-9dc45d0c5d3c'],
  },
})
