/** Illegal Drying as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, ILLEGAL_DRYING, labels } from './rule.js'

const sketch = classService({
  family: 'illegal-drying',
  titleEn: 'Illegal Drying',
  titleZh: '违规晾晒检测',
  description: 'Alarms when clothes hang out to dry where they may not.',
  tags: ['city'],
  categories: { illegal_drying: ILLEGAL_DRYING },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-drying-cloud',
    serviceId: '1d5f37d9-b0ee-4104-af5f-c30c018cd31d',
    algIds: ['824c452c-d848-4435-b4f8-fb3524b2e925'],
  },
  edge: {
    serviceName: 'c-urban-drying-edge',
    serviceId: '7213146f-4464-422d-9681-b5884774356e',
    algIds: ['df893063-ffb9-4327-9dc2-3bda603514e0'],
  },
})
