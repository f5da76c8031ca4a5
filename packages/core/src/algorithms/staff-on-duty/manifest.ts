/** The key post detection as the platform offers it. */
import { ParameterError } from '../algorithm.js'
import { checkRoi } from '../check-roi.js'
import { parameterSchema, readIntegers } from '../parameters.js'
import { type AlgorithmSketch, offer } from '../services.js'
import { STAFF_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { KEY_POST, StaffOnDutyRule } from './rule.js'

const sketch: AlgorithmSketch = {
  family: 'staff-on-duty',
  releases: [
    {
      version: '3.0',
      releasedAt: Date.UTC(2026, 10, 26),
      description: 'Alarms when too few people are on a post.',
      parameters: parameterSchema(STAFF_PARAMETERS),
      labels: () => ['person'],
      validate,
      createRule: (common) => new StaffOnDutyRule(common),
    },
  ],
  titleEn: 'Key Post Inspection',
  titleZh: '关键岗位检测',
  description: 'Counts the people on posts and alarms when there have been too few of them for a while.',
  company: 'Vigia',
  tags: ['people', 'security'],
  eventTypes: [KEY_POST],
  categories: { key_post: KEY_POST },
  serviceParameters: { type: 'object' },
  logo: LOGO,
  diagram: DIAGRAM,
}

export const services = offer(sketch, {
  cloud: {
    serviceName: 'c-staffonduty-cloud',
    serviceId: 'cd573b7d-672a-41cd-8659-2b18fe242ec6',
    algIds: ['030a99f6-0716-4641-821f-642152401964'],
  },
  edge: {
    serviceName: 'c-staffonduty-edge',
    serviceId: 'c92cf4b0-bb73-4764-b7ed-c202fc86e83b',
    algIds: ['2f69fdaa-f935-4d41-ac13-31c098857ef1'],
  },
})

function validate(common: Record<string, unknown>): void {
  const p = readIntegers(STAFF_PARAMETERS, common)
  if (!p.key_region_detection_sw)
    throw new ParameterError(
      'key_region_detection_sw',
      'key_region_detection_sw is 0, so there is nothing to watch: set it to 1, or stop the job instead.',
    )
  checkRoi(common.target_roi, { lines: false, regions: true })
}
