/** Trash (Moving Camera) as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, MOBILE_TRASH } from './rule.js'

const sketch = classService({
  family: 'mobile-trash',
  titleEn: 'Trash (Moving Camera)',
  titleZh: '动态视角垃圾检测',
  description: 'Alarms when a camera on a vehicle passes trash.',
  tags: ['city', 'sanitation'],
  categories: { mobile_trash: MOBILE_TRASH },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-mobile-trash-cloud',
    serviceId: '1e1cf19b-99ec-4401-82cb-873e887f5d22',
    algIds: ['f1acbdb7-f108-4aac-8154-6d09eecdebce'],
  },
  edge: {
    serviceName: 'c-urban-mobile-trash-edge',
    serviceId: '353b0f7e-56f2-4547-b1e8-6ba5ce60be47',
    algIds: ['c13fec83-9ecf-4f19-ab64-3744a45459f8'],
  },
})
