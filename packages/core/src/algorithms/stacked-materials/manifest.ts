/** Stacked Materials as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, STACKED_MATERIALS } from './rule.js'

const sketch = classService({
  family: 'stacked-materials',
  titleEn: 'Stacked Materials',
  titleZh: '乱堆物料检测',
  description: 'Alarms when materials are piled up where they may not be.',
  tags: ['city'],
  categories: { stacked_materials: STACKED_MATERIALS },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-stacking-cloud',
    serviceId: '583dbf8a-3673-4031-a20f-04567c45148a',
    algIds: ['20d1ebcc-99c2-42d1-8471-adcf96c11061'],
  },
  edge: {
    serviceName: 'c-urban-stacking-edge',
    serviceId: 'b0c3d63f-dab1-4f6a-b34b-0d26005cda97',
    algIds: ['3305c33d-b78a-4c32-9628-dd978628e8fd'],
  },
})
