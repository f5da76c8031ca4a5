/** Work clothes and helmets: people in the region who lack one of them for a while. */
import { ParameterError, type Rule } from '../algorithm.js'
import { ClassAlarmRule } from '../class-alarm/class-alarm-rule.js'
import { readParameters } from '../parameters.js'
import { dressOf, NO_HELMET, NO_WORK_CLOTHES } from './dress.js'
import { PARAMETERS } from './parameters.js'

export const SAFETY_SUIT = 589824

export function labels(common: Record<string, unknown>): string[] {
  const p = readParameters(PARAMETERS, common)
  return [
    'person',
    ...(p.hat_detection_sw ? [NO_HELMET] : []),
    ...(p.cloth_detection_sw ? [NO_WORK_CLOTHES] : []),
  ]
}

/** @throws ParameterError */
export function createRule(common: Record<string, unknown>): Rule {
  const values = readParameters(PARAMETERS, common)
  const { hat_detection_sw: asksHat, cloth_detection_sw: asksCloth } = values
  if (!asksHat && !asksCloth)
    throw new ParameterError(
      'hat_detection_sw',
      'hat_detection_sw and cloth_detection_sw are both 0, so nothing could alarm: set one of them to 1.',
    )
  return new ClassAlarmRule(values.target_roi, {
    values,
    kinds: { person: SAFETY_SUIT },
    accepts: ({ box }, { objects }) => {
      const { hat, cloth } = dressOf(box, objects)
      return (asksHat === 1 && hat === 0) || (asksCloth === 1 && cloth === 0)
    },
    item: ({ box, object }, { objects }) => {
      const { hat, cloth } = dressOf(object.box, objects)
      return {
        bounding_box: box,
        ...(asksHat ? { type_hat: hat } : {}),
        ...(asksCloth ? { type_cloth: cloth } : {}),
      }
    },
  })
}
