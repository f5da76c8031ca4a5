/** The alarm for classes that the user names: reads the job's parameters and sets the rule up. */
import { labelKey } from '../../models/labels.js'
import { ParameterError, type Rule } from '../algorithm.js'
import { readParameters } from '../parameters.js'
import { ClassAlarmRule } from './class-alarm-rule.js'
import { tracedItem } from './items.js'
import { CLASS_ALARM_PARAMETERS, MOST_CLASSES } from './parameters.js'

/** Our own number, in a block that VIAS uses nowhere: 0x03000001. */
export const CLASS_SEEN = 50331649

/** The classes named, as they are written. @throws ParameterError when there are none, or too many */
export function classesOf(common: Record<string, unknown>): string[] {
  const { classes } = readParameters({ classes: CLASS_ALARM_PARAMETERS.classes }, common)
  const names = (classes ?? '').split(',').map((name) => name.trim())
  const known = new Map(names.filter((name) => name !== '').map((name) => [labelKey(name), name]))
  if (known.size === 0)
    throw new ParameterError('classes', 'classes names no class: give at least one, such as "person, dog".')
  if (known.size > MOST_CLASSES)
    throw new ParameterError('classes', `classes has ${known.size} names, at most ${MOST_CLASSES} are taken.`)
  return [...known.values()]
}

/** @throws ParameterError */
export function createClassAlarm(common: Record<string, unknown>): Rule {
  const values = readParameters(CLASS_ALARM_PARAMETERS, common)
  return new ClassAlarmRule(values.target_roi, {
    values,
    kinds: Object.fromEntries(classesOf(common).map((label) => [label, CLASS_SEEN])),
    leastCount: values.least_count,
    periodMs: values.alert_mode === 'periodic' ? values.alert_detection_interval * 1000 : undefined,
    tellsEnd: values.event_disappear_alert_sw === 1,
    accepts: ({ score }) => score >= values.least_confidence,
    item: (alarmed) => ({
      ...tracedItem(alarmed),
      label: alarmed.object.label,
      confidence: Math.round(alarmed.object.score * 1000) / 1000,
    }),
  })
}
