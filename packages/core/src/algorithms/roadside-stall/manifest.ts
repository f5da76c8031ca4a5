/** Stall Detection as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, OUTSTORE_STALL, ROADSIDE_STALL } from './rule.js'

const sketch = classService({
  family: 'roadside-stall',
  titleEn: 'Stall Detection',
  titleZh: '占道经营检测',
  description: 'Alarms when stalls stand on the road, or goods outside of shops.',
  tags: ['city'],
  categories: { roadside_stall: ROADSIDE_STALL, outstore_stall: OUTSTORE_STALL },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-roadside-stall-cloud',
    serviceId: '70a3d660-15d7-4bf6-94e3-2e6c3d25a02e',
    algIds: ['676f00ab-6a82-4b7d-b28a-d7cb7a73904c'],
  },
  edge: {
    serviceName: 'c-urban-roadside-stall-edge',
    serviceId: 'cd099710-cccf-4b63-b56c-f9b21f640aa9',
    algIds: ['36401ec8-25ba-4436-81e8-3def737d39ba'],
  },
})
