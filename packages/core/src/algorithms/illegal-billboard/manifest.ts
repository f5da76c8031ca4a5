/** Illegal Billboard as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, ILLEGAL_BILLBOARD, labels } from './rule.js'

const sketch = classService({
  family: 'illegal-billboard',
  titleEn: 'Illegal Billboard',
  titleZh: '违规广告牌检测',
  description: 'Alarms when a billboard stands where none may.',
  tags: ['city'],
  categories: { illegal_billboard: ILLEGAL_BILLBOARD },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-billboard-cloud',
    serviceId: '26781f72-f3f0-439c-a12c-426c6d3753ec',
    algIds: ['27e59b42-e085-465f-97e0-22a38c8c1a5f'],
  },
  edge: {
    serviceName: 'c-urban-billboard-edge',
    serviceId: 'c242f17a-32b6-4386-a1c8-9f5d926aaf51',
    algIds: ['c56caa75-2fd9-4b0e-93ee-5e49fcb24853'],
  },
})
