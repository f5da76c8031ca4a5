/** Illegal Umbrella as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, ILLEGAL_UMBRELLA, labels } from './rule.js'

const sketch = classService({
  family: 'illegal-umbrella',
  titleEn: 'Illegal Umbrella',
  titleZh: '违规撑伞检测',
  description: 'Alarms when an umbrella or sunshade is put up where none may stand.',
  tags: ['city'],
  categories: { illegal_umbrella: ILLEGAL_UMBRELLA },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-umbrella-cloud',
    serviceId: '59631032-86c9-46a1-bcb8-c312273060c9',
    algIds: ['5178c9f9-5cfb-4f1b-b148-41823a1110c7'],
  },
  edge: {
    serviceName: 'c-urban-umbrella-edge',
    serviceId: '14fb6402-137b-4eaf-83c8-d3965d0c7a96',
    algIds: ['dd1b79c5-2c01-43f2-91b2-fd52306fa9af'],
  },
})
