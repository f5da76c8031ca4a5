/** Ponding Detection as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, PONDING } from './rule.js'

const sketch = classService({
  family: 'ponding',
  titleEn: 'Ponding Detection',
  titleZh: '积水检测',
  description: 'Alarms when water stands on roads and squares.',
  tags: ['water', 'city'],
  categories: { ponding: PONDING },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'w-ponding-detection-cloud',
    serviceId: '188aad77-a898-4978-ac77-d6a4dd57d7ee',
    algIds: ['61fdd0ea-7f07-4666-bbfd-21b73fe35057'],
  },
  edge: {
    serviceName: 'w-ponding-detection-edge',
    serviceId: '3e014a70-fc90-4c1f-aee6-26c6cbd430b9',
    algIds: ['aa52d8b1-5e27-4ed5-b795-7a0300955c46'],
  },
})
