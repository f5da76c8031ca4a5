/** Trash Detection as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, URBAN_TRASH } from './rule.js'

const sketch = classService({
  family: 'urban-trash',
  titleEn: 'Trash Detection',
  titleZh: '城市垃圾检测',
  description: 'Alarms when trash lies on the ground for a while.',
  tags: ['city', 'sanitation'],
  categories: { urban_trash: URBAN_TRASH },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-trash-detect-cloud',
    serviceId: '25690b91-4424-483c-99e9-5f24549339d6',
    algIds: ['3f0c7160-0e9a-4d7e-8e57-32fc47718e99'],
  },
  edge: {
    serviceName: 'c-urban-trash-detect-edge',
    serviceId: 'a8fac430-8956-4158-8779-fe75498e88be',
    algIds: ['0f7cc534-d510-4872-a744-68e03e04dfd6'],
  },
})
