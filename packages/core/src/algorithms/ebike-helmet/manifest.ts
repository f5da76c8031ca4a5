/** E-bike Rider Without Helmet as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, EBIKE_NO_HELMET, labels } from './rule.js'

const sketch = classService({
  family: 'ebike-helmet',
  titleEn: 'E-bike Rider Without Helmet',
  titleZh: '骑电动车未戴头盔检测',
  description: 'Alarms when somebody rides an e-bike without a helmet.',
  tags: ['traffic', 'safety'],
  categories: { ebike_no_helmet: EBIKE_NO_HELMET },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-ebike-helmet-detect-cloud',
    serviceId: '7358ff51-91d5-4bcf-8775-459ae553111b',
    algIds: ['eae9f5ab-d43c-4e86-a3fd-03712e922a6e'],
  },
  edge: {
    serviceName: 'c-ebike-helmet-detect-edge',
    serviceId: '99d268b8-80bb-4469-a339-0b97f70e5f8f',
    algIds: ['9ed2faf3-7add-401d-9df2-8ec84a906613'],
  },
})
