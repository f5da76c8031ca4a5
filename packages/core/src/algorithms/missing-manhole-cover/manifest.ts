/** Missing Manhole Cover as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, MANHOLE_COVER_MISSING } from './rule.js'

const sketch = classService({
  family: 'missing-manhole-cover',
  titleEn: 'Missing Manhole Cover',
  titleZh: '井盖缺失检测',
  description: 'Alarms when the cover of a manhole is missing.',
  tags: ['city', 'safety'],
  categories: { manhole_cover_missing: MANHOLE_COVER_MISSING },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-manhole-cover-cloud',
    serviceId: 'c0384bd1-65b5-484f-b9d0-a7f8fd151656',
    algIds: ['df50e57d-36fe-4fd3-bb5e-613431d1cd1e'],
  },
  edge: {
    serviceName: 'c-urban-manhole-cover-edge',
    serviceId: '6517f314-daaa-4e18-900d-1d336ac48645',
    algIds: ['b5ee517a-247a-4f33-8ff6-8f5e8a7a88d8'],
  },
})
