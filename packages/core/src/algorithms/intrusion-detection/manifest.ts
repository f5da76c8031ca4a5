/** Intrusion detection as the platform offers it. */
import type { Algorithm } from '../algorithm.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { release30, release31 } from './releases.js'
import { INTRUSION, LOITERING } from './rule.js'

export const intrusionDetection: Algorithm = {
  serviceName: 'c-intrusiondetection-cloud',
  releases: [release30, release31],
  titleEn: 'Intrusion Detection',
  titleZh: '入侵检测',
  description: 'Alarms when people or vehicles cross a line, enter or leave a region, or stay in one.',
  company: 'Vigia',
  tags: ['people', 'vehicles', 'security'],
  type: 'cloud',
  serviceId: '6f0c2d3e-8b41-4c57-9a62-1d7be5f04a93',
  eventTypes: [INTRUSION, LOITERING],
  categories: { intrusion: INTRUSION, loitering: LOITERING },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}
