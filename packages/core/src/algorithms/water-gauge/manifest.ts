/** Water Level Gauge as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, labels, WATER_LEVEL } from './rule.js'

const sketch = classService({
  family: 'water-gauge',
  titleEn: 'Water Level Gauge',
  titleZh: '河道水尺识别',
  description: 'Reads the water level from a gauge that stands in the water.',
  tags: ['water'],
  categories: { water_level: WATER_LEVEL },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'water-gauge-cloud',
    serviceId: '6fde961c-943d-4819-b591-f83a3098dcae',
    algIds: ['9375f569-17d9-47cb-8461-20f4aeaa2bdf'],
  },
  edge: {
    serviceName: 'water-gauge-edge',
    serviceId: 'fc885121-14a0-4a7e-a934-51c977491fc9',
    algIds: ['b7f7e6be-bc66-4aa0-aab4-2f214e7c43a6'],
  },
})
