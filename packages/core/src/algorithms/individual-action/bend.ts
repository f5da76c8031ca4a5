/** Bending: the trunk goes down while the legs stand. */
import { Held } from '../held.js'
import type { Act, Sight } from './sight.js'

/** Trunk against the vertical, degrees, seen from the side. */
const BENT_TILT = 50
/** Seen from the front a bent trunk is short: shoulders above hips, against standing. 0.6 is a bend of some 53 degrees. */
const BENT_RISE = 0.6
/** Of somebody who stands the hips are so far above the feet, share of the height; sitting and squatting they are not. */
const LEAST_LEGS = 0.34
/** Upright for so long, and the next bend is another one. */
const REST_MS = 2000

export class Bend implements Act {
  private readonly held: Held

  constructor(forMs: number) {
    this.held = new Held(forMs, REST_MS)
  }

  look(sight: Sight): boolean {
    return this.held.look(isBent(sight), sight.timeMs)
  }
}

export function isBent({ body, height, trunkRise }: Sight): boolean {
  const { trunk, hips, ankles } = body
  if (!trunk || !hips || !ankles) return false
  if (Math.max(ankles[0][1], ankles[1][1]) - hips[1] < LEAST_LEGS * height) return false
  return trunk.tilt >= BENT_TILT || (trunkRise !== undefined && trunk.rise < BENT_RISE * trunkRise)
}
