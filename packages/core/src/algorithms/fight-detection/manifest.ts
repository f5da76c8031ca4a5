/** Fight Detection as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, FIGHT, labels } from './rule.js'

const sketch = classService({
  family: 'fight-detection',
  titleEn: 'Fight Detection',
  titleZh: '打架检测',
  description: 'Alarms when people fight.',
  tags: ['people', 'security'],
  categories: { fight: FIGHT },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-fightdetect-cloud',
    serviceId: 'b2604f24-72c1-4e79-b1e0-8065924b91ee',
    algIds: ['7f5dfe6f-16c5-40cb-811b-c0fef51fce87'],
  },
  edge: {
    serviceName: 'c-fightdetect-edge',
    serviceId: 'c480b80d-242c-41b4-9a7d-feb17c309fc6',
    algIds: ['839f4c41-c1df-4d4a-99d5-92fab2a66840'],
  },
})
