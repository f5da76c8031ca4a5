/** Vessel Intrusion as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, VESSEL } from './rule.js'

const sketch = classService({
  family: 'vessel-intrusion',
  titleEn: 'Vessel Intrusion',
  titleZh: '船只入侵检测',
  description: 'Alarms when boats and ships are in the region.',
  tags: ['water', 'security'],
  categories: { vessel_intrusion: VESSEL },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'ship-intrusion-cloud',
    serviceId: '9bb7fe3f-b295-44f8-ad77-83584cfef00e',
    algIds: ['241592d9-c370-470e-940e-1a560cfb4e12'],
  },
  edge: {
    serviceName: 'ship-intrusion-edge',
    serviceId: '5146baa0-4282-4f56-bf0e-68edc0ba76f7',
    algIds: ['b7545563-6b3b-4177-8937-07568383613e'],
  },
})
