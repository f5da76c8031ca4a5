/** Trash Can Anomaly as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, TRASH_CAN_ANOMALY } from './rule.js'

const sketch = classService({
  family: 'trash-can-anomaly',
  titleEn: 'Trash Can Anomaly',
  titleZh: '垃圾桶异常检测',
  description: 'Alarms when a trash can is overturned, open or overflowing for a while.',
  tags: ['city', 'sanitation'],
  categories: { trash_can_anomaly: TRASH_CAN_ANOMALY },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-trash-abnormal-detect-cloud',
    serviceId: '9fd4fc34-fe3c-41f9-8ee9-f3caefb362d2',
    algIds: ['0e87b464-c741-4a6d-ba0a-4e7c61c509f4'],
  },
  edge: {
    serviceName: 'c-trash-abnormal-detect-edge',
    serviceId: 'c12cc8f7-eb00-450f-bbbe-4429b7a6dc23',
    algIds: ['7095c031-4887-4838-8ae2-73994cae58bb'],
  },
})
