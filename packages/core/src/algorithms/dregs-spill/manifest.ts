/** Dregs Spill as the platform offers it. */
import { classService } from '../class-alarm/service.js'
import { offer } from '../services.js'
import { PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { createRule, DREGS_SPILL, labels } from './rule.js'

const sketch = classService({
  family: 'dregs-spill',
  titleEn: 'Dregs Spill',
  titleZh: '渣土遗撒检测',
  description: 'Alarms when earth and rubble lie spilt on a road.',
  tags: ['city'],
  categories: { dregs_spill: DREGS_SPILL },
  parameters: PARAMETERS,
  labels,
  createRule,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-urban-dregs-cloud',
    serviceId: '7e7abf44-194f-4ae2-bf4a-3893bf0c4b1d',
    algIds: ['58026e6e-d11c-4ed2-aa21-481e7fd531e5'],
  },
  edge: {
    serviceName: 'c-urban-dregs-edge',
    serviceId: 'a5239c00-56cb-447d-8cc1-3740bfba2999',
    algIds: ['8c15be40-1751-4418-afb8-17ec4e790897'],
  },
})
