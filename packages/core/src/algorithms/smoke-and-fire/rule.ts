/** Smoke and fire: one event for both, told apart by `state`. */
import { labelKey } from '../../models/labels.js'
import { ParameterError, type Rule } from '../algorithm.js'
import { ClassAlarmRule } from '../class-alarm/class-alarm-rule.js'
import { readParameters } from '../parameters.js'
import { PARAMETERS } from './parameters.js'

export const SMOKE_FIRE = 393216

/** The wire's `state`. */
const STATE: Readonly<Record<string, number>> = { fire: 1, smoke: 2 }

export function labels(common: Record<string, unknown>): string[] {
  const p = readParameters(PARAMETERS, common)
  return [...(p.fire_detection_sw ? ['fire'] : []), ...(p.smoke_detection_sw ? ['smoke'] : [])]
}

/** @throws ParameterError */
export function createRule(common: Record<string, unknown>): Rule {
  const values = readParameters(PARAMETERS, common)
  const wanted = labels(common)
  if (wanted.length === 0)
    throw new ParameterError(
      'fire_detection_sw',
      'fire_detection_sw and smoke_detection_sw are both 0, so nothing could alarm: set one of them to 1.',
    )
  return new ClassAlarmRule(values.target_roi, {
    values,
    kinds: Object.fromEntries(wanted.map((label) => [label, SMOKE_FIRE])),
    // Smoke has no feet.
    at: 'centre',
    lookEveryMs: values.video_sampling_interval * 1000,
    item: ({ box, object }) => ({ bounding_box: box, state: STATE[labelKey(object.label)] }),
  })
}
