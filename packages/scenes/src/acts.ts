/** What can happen in a scene beside people and cars that pass by. Times are seconds of the loop, places shares of its width. */
import { SceneParamError, whole, within } from './check.js'
import { WALKING_LANES } from './layout.js'

interface Staying {
  /** When it has come to rest. */
  from: number
  /** When it moves on, or is gone; greater than `from`. */
  until: number
  /** Where its foot point rests, 0 left edge – 1 right edge. */
  x: number
}

/**
 * - `stand`: a person walks in, stands, and walks on.
 * - `bag`: a person puts down a bag and walks on; `from` is when it lies there, and at `until` somebody picks it up.
 * - `bicycle`: a person pushes a bicycle in and leaves it; `until` somebody pushes it away.
 * - `park`: a car drives to the kerb, stands, and drives on.
 * - `parked`: a car stands at the kerb all the time.
 * - `wrong-way`: a car drives from right to left; `at` is when it is in the middle of the picture.
 */
export type Act =
  | ({ kind: 'stand' | 'bag' | 'bicycle'; lane: number } & Staying)
  | ({ kind: 'park' } & Staying)
  | { kind: 'parked'; x: number }
  | { kind: 'wrong-way'; at: number }

/** @throws SceneParamError naming the act and its member */
export function checkActs(acts: readonly Act[], seconds: number): void {
  for (const [i, act] of acts.entries()) {
    const name = `acts[${i}]`
    if ('x' in act) within(`${name}.x`, act.x, 0, 1)
    if ('at' in act) within(`${name}.at`, act.at, 0, seconds)
    if ('lane' in act) whole(`${name}.lane`, act.lane, 0, WALKING_LANES.length - 1)
    if (!('from' in act)) continue
    within(`${name}.from`, act.from, 0, seconds)
    within(`${name}.until`, act.until, 0, seconds)
    if (act.until <= act.from)
      throw new SceneParamError(`${name}.until is ${act.until}, but must be greater than from, ${act.from}`)
  }
}
