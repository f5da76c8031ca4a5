/** Intrusion detection as the platform offers it. */
import { type AlgorithmSketch, offer } from '../services.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { release30, release31 } from './releases.js'
import { INTRUSION, LOITERING } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'intrusion-detection',
  releases: [release30, release31],
  titleEn: 'Intrusion Detection',
  titleZh: '入侵检测',
  description: 'Alarms when people or vehicles cross a line, enter or leave a region, or stay in one.',
  company: 'Vigia',
  tags: ['people', 'vehicles', 'security'],
  eventTypes: [INTRUSION, LOITERING],
  categories: { intrusion: INTRUSION, loitering: LOITERING },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-intrusiondetection-cloud',
    serviceId: '6f0c2d3e-8b41-4c57-9a62-1d7be5f04a93',
    algIds: ['a4c31fd2-74d3-4d4c-b60b-e55fd5d7b3c9', '5b9be71a-ff52-41a7-88c7-3d1f4fb3212a'],
  },
  edge: {
    serviceName: 'c-intrusiondetection-edge',
    serviceId: 'ea2e1b7a-75fb-4c35-a431-ae06537dcd08',
    algIds: ['f282ba6e-747e-4469-98ff-306a89a0e78c', '3d534e78-b48f-4bc3-9c7b-9c7f4d89a60a'],
  },
})
