/** Smoke and Fire Detection as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, SMOKE_FIRE } from './rule.js'

const sketch = classService({
  family: 'smoke-and-fire',
  titleEn: 'Smoke and Fire Detection',
  titleZh: '烟火检测',
  description: 'Alarms when smoke or flames are seen.',
  tags: ['safety'],
  categories: { smoke_fire: SMOKE_FIRE },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-smoke-and-fire-cloud',
    serviceId: '17625a69-8ba3-438e-a57d-f6092c7f1791',
    algIds: ['7ffca9ff-4a47-4d98-95c2-0814723c2590'],
  },
  edge: {
    serviceName: 'c-smoke-and-fire-edge',
    serviceId: 'c5de7a50-9f07-4e22-bc85-d5aebf9971c9',
    algIds: ['34c2584e-17a1-4cf0-beaf-f3d9ffbf5d62'],
  },
})
