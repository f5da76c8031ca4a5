/** Blue-green Algae Recognition as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { ALGAE, createRule, labels } from './rule.js'

const sketch = classService({
  family: 'algae',
  titleEn: 'Blue-green Algae Recognition',
  titleZh: '蓝藻识别',
  description: 'Alarms when algae cover the water.',
  tags: ['water'],
  categories: { algae: ALGAE },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'algae-detection-cloud',
    serviceId: '6f1c43f6-87d0-4387-8452-88c84132390b',
    algIds: ['8e9b9f98-2f91-40f4-a84d-5143f44a82b6'],
  },
  edge: {
    serviceName: 'algae-detection-edge',
    serviceId: '247b3c2b-5715-4300-9547-6d8788e8db70',
    algIds: ['e2000a8b-ba18-4d91-acaf-297fc4e713c5'],
  },
})
