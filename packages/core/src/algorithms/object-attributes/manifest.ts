/** Target Attribute Recognition as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, OBJECT_ATTRIBUTES } from './rule.js'

const sketch = classService({
  family: 'object-attributes',
  titleEn: 'Target Attribute Recognition',
  titleZh: '视频目标属性识别',
  description: 'Tells what each target in the region is: person, bicycle, car and so on.',
  tags: ['people', 'vehicles'],
  categories: { object_attributes: OBJECT_ATTRIBUTES },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-object-attri-recog-cloud',
    serviceId: '3a254617-96a2-4951-aa8d-e0f8e5fe0514',
    algIds: ['d9116354-2054-43da-8dc1-a4b2f331801b'],
  },
  edge: {
    serviceName: 'c-object-attri-recog-edge',
    serviceId: '90e50ecf-3e2d-4738-9a3d-f0f5b07e367b',
    algIds: ['d995c1f9-5290-4bb0-8832-032bd9385531'],
  },
})
