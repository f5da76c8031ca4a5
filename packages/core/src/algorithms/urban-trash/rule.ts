/** Trash on the ground: of a least size, and with nobody at it where that is asked for. */
import { expand, iou } from '../../geometry/box.js'
import { type AnalysedFrame, type BoundingBox, ParameterError, type Rule } from '../algorithm.js'
import { ClassAlarmRule } from '../class-alarm/class-alarm-rule.js'
import { tracedItem } from '../class-alarm/items.js'
import { readParameters } from '../parameters.js'
import { PARAMETERS } from './parameters.js'

export const URBAN_TRASH = 1310720

/** Somebody is at the trash when his box meets that of the trash grown by this share on each side. */
const REACH = 0.5

export function labels(common: Record<string, unknown>): string[] {
  const p = readParameters(PARAMETERS, common)
  return ['trash', ...(p.person_constraint_sw ? ['person'] : [])]
}

/** @throws ParameterError */
export function createRule(common: Record<string, unknown>): Rule {
  const values = readParameters(PARAMETERS, common)
  if (!values.trash_detect_sw)
    throw new ParameterError(
      'trash_detect_sw',
      'trash_detect_sw is 0, so nothing could alarm: set it to 1, or stop the job.',
    )
  return new ClassAlarmRule(values.target_roi, {
    values,
    kinds: { trash: URBAN_TRASH },
    accepts: ({ box }, frame) =>
      Math.max(box.w, box.h) >= values.min_trash_size &&
      !(values.person_constraint_sw === 1 && isAttended(box, frame)),
    item: tracedItem,
  })
}

function isAttended(box: BoundingBox, { objects }: AnalysedFrame): boolean {
  const reach = expand(box, REACH)
  return objects.some((object) => object.label === 'person' && iou(reach, object.box) > 0)
}
