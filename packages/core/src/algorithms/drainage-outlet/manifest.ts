/** Drainage Outlet as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, DRAINAGE, labels } from './rule.js'

const sketch = classService({
  family: 'drainage-outlet',
  titleEn: 'Drainage Outlet',
  titleZh: '排口排水检测',
  description: 'Alarms when water runs out of an outlet.',
  tags: ['water'],
  categories: { drainage: DRAINAGE },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'drainage-outlet-cloud',
    serviceId: '7eb60ef9-4010-45d9-9f44-d23175f6884d',
    algIds: ['2d44df04-b411-47e1-851e-c41673d853a0'],
  },
  edge: {
    serviceName: 'drainage-outlet-edge',
    serviceId: '5e77d3c1-40cc-410c-9111-b260228f7b1e',
    algIds: ['c5e52cb5-fd3e-46a3-831a-54febd872355'],
  },
})
