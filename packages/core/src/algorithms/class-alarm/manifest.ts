/** Class Alarm as the platform offers it. */

import { offer } from '../services.js'
import { CLASS_ALARM_PARAMETERS } from './parameters.js'
import { DIAGRAM, LOGO } from './pictures.js'
import { CLASS_SEEN, classesOf, createClassAlarm } from './rule.js'
import { classService } from './service.js'

const sketch = classService({
  family: 'class-alarm',
  titleEn: 'Class Alarm',
  titleZh: '自定义目标告警',
  description: 'Alarms when things of the classes that you name last in a region.',
  tags: ['own models'],
  categories: { class_seen: CLASS_SEEN },
  parameters: CLASS_ALARM_PARAMETERS,
  labels: classesOf,
  createRule: createClassAlarm,
  logo: LOGO,
  diagram: DIAGRAM,
})

export const services = offer(sketch, {
  cloud: {
    serviceName: 'v-class-alarm-cloud',
    serviceId: 'f8021072-632b-450d-bb1f-365ee32409a1',
    algIds: ['f38f9499-de72-4bd9-94ed-5a3196ece836'],
  },
  edge: {
    serviceName: 'v-class-alarm-edge',
    serviceId: 'a7c10aca-7795-4897-8ff5-1c5cf5654064',
    algIds: ['f95063a7-b511-4661-80b7-da2bef856d89'],
  },
})
