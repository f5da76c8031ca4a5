/** The services that alarm for one class of things and differ in nothing but its name, its number and the waiting. */
import type { Release, Rule } from '../algorithm.js'
import { type Parameters, readParameters, type Values } from '../parameters.js'
import { type AlarmValues, type ClassAlarmOptions, ClassAlarmRule } from './class-alarm-rule.js'
import { tracedItem } from './items.js'
import { PICTURE_PARAMETERS, waitParameters } from './parameters.js'

/** @param lasting range and default in seconds */
export const singleClassParameters = (
  lasting: readonly [number, number, number],
  coolDown = 0,
): ReturnType<typeof waitParameters> & typeof PICTURE_PARAMETERS => ({
  ...waitParameters(lasting, coolDown),
  ...PICTURE_PARAMETERS,
})

/** The labels and the rule of such a service. */
export function singleClass<P extends Parameters>(
  label: string,
  eventType: number,
  parameters: P,
  options: Partial<Pick<ClassAlarmOptions, 'at' | 'item' | 'apart'>> = {},
): { labels: Release['labels']; createRule(common: Record<string, unknown>): Rule } {
  return {
    labels: () => [label],
    createRule: (common) => {
      const values = readParameters(parameters, common) as Values<P> & AlarmValues
      const kinds = { [label]: eventType }
      return new ClassAlarmRule(values.target_roi, { values, kinds, item: tracedItem, ...options })
    },
  }
}
