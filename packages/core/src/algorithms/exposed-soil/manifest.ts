/** Exposed Soil as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, EXPOSED_SOIL, labels } from './rule.js'

const sketch = classService({
  family: 'exposed-soil',
  titleEn: 'Exposed Soil',
  titleZh: '裸土暴露检测',
  description: 'Alarms when soil lies bare that must be covered.',
  tags: ['city'],
  categories: { exposed_soil: EXPOSED_SOIL },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-soil-exposure-cloud',
    serviceId: '3c10a88f-8d79-4991-8a80-70a6bdb65385',
    algIds: ['0dd560b1-13d8-4938-8ea5-ca4bb7fdb7e5'],
  },
  edge: {
    serviceName: 'c-urban-soil-exposure-edge',
    serviceId: 'af2aecc6-b3a6-4bf9-8bfa-6d215807a5d0',
    algIds: ['be79af02-7ebd-403a-9a43-57dd993231df'],
  },
})
