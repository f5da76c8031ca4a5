/** What a person lacks: told from what the model marks on him, a bare head or other clothes. */
import { centre, expand } from '../../geometry/box.js'
import { labelKey } from '../../models/labels.js'
import type { BoundingBox, TrackedObject } from '../algorithm.js'

export const NO_HELMET = 'no_helmet'
export const NO_WORK_CLOTHES = 'no_work_clothes'

/** The head is in this upper share of a standing person's box; more, for who bends. */
const HEAD_SHARE = 0.4
/** Boxes of heads reach a little beyond those of people. */
const MARGIN = 0.1

/** As the wire has it: 0 = not wearing, 1 = wearing, or nothing speaks against it. */
export interface Dress {
  hat: 0 | 1
  cloth: 0 | 1
}

export function dressOf(person: BoundingBox, objects: readonly TrackedObject[]): Dress {
  const upper = { ...person, h: person.h * HEAD_SHARE }
  const has = (label: string, area: BoundingBox): boolean =>
    objects.some(
      (part) => part.seen && labelKey(part.label) === label && holds(expand(area, MARGIN), part.box),
    )
  return { hat: has(NO_HELMET, upper) ? 0 : 1, cloth: has(NO_WORK_CLOTHES, person) ? 0 : 1 }
}

function holds(area: BoundingBox, part: BoundingBox): boolean {
  const [x, y] = centre(part)
  return x >= area.x && x <= area.x + area.w && y >= area.y && y <= area.y + area.h
}
