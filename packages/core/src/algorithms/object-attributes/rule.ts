/** Target attributes: what each target in the region is. */
import { labelKey } from '../../models/labels.js'
import type { Rule } from '../algorithm.js'
import { ClassAlarmRule } from '../class-alarm/class-alarm-rule.js'
import { readParameters } from '../parameters.js'
import { PARAMETERS } from './parameters.js'
import { labelOf, typesWanted } from './types.js'

export const OBJECT_ATTRIBUTES = 2162688

export function labels(common: Record<string, unknown>): string[] {
  return typesWanted(readParameters(PARAMETERS, common).output_object_type).map(labelOf)
}

/** @throws ParameterError */
export function createRule(common: Record<string, unknown>): Rule {
  const values = readParameters(PARAMETERS, common)
  const types = typesWanted(values.output_object_type)
  const typeOf = new Map<string, string>(types.map((type) => [labelOf(type), type]))
  return new ClassAlarmRule(values.target_roi, {
    values,
    kinds: Object.fromEntries(types.map((type) => [labelOf(type), OBJECT_ATTRIBUTES])),
    item: ({ box, object, polygonName }) => ({
      bounding_box: box,
      type: typeOf.get(labelKey(object.label)),
      polygon_name: polygonName ?? '',
    }),
  })
}
