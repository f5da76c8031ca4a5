/** Urban Trash Overflow as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, TRASH_OVERFLOW } from './rule.js'

const sketch = classService({
  family: 'urban-trash-overflow',
  titleEn: 'Urban Trash Overflow',
  titleZh: '城市垃圾桶满溢检测',
  description: 'Alarms when a public trash can overflows for a while.',
  tags: ['city', 'sanitation'],
  categories: { trash_overflow: TRASH_OVERFLOW },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-trash-overflow-cloud',
    serviceId: '87c05a10-d326-48cd-9c74-4a029c18d08d',
    algIds: ['17e27c3a-d0a0-43cb-a8ef-1ab02e539c68'],
  },
  edge: {
    serviceName: 'c-urban-trash-overflow-edge',
    serviceId: 'c3937346-6447-4705-9f14-ba59949e99fc',
    algIds: ['52662dbe-66ac-4fbc-a1e1-d4515fc43d7d'],
  },
})
