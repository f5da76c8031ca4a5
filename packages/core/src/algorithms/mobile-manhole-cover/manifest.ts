/** Missing Manhole Cover (Moving Camera) as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, MOBILE_MANHOLE_COVER_MISSING } from './rule.js'

const sketch = classService({
  family: 'mobile-manhole-cover',
  titleEn: 'Missing Manhole Cover (Moving Camera)',
  titleZh: '动态视角井盖缺失检测',
  description: 'Alarms when a camera on a vehicle passes a manhole without its cover.',
  tags: ['city', 'safety'],
  categories: { mobile_manhole_cover_missing: MOBILE_MANHOLE_COVER_MISSING },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-mobile-manhole-cover-cloud',
    serviceId: '6f686aa1-c3f7-4007-a8b7-3e40a9962fc7',
    algIds: ['6cd00477-7c34-4be9-af06-d6a3343d3948'],
  },
  edge: {
    serviceName: 'c-urban-mobile-manhole-cover-edge',
    serviceId: '32a4565e-2db2-4501-91c3-3377f30a0873',
    algIds: ['1c556289-a6f7-42b5-ac86-af986dddfc36'],
  },
})
