/** Picking something up: who stood reaches down to the ground, with legs or back bent, and stands again. */
import { type Act, isLow, type Sight } from './sight.js'

/** A hand on the ground is at most so far above the feet, share of the standing height; of who stands it is at .48. */
const NEAR_GROUND = 0.22
/** Frames with the hand there, and frames of standing after it. */
const LEAST_FRAMES = 2
/** Of somebody who stands the hips are so far above the feet, share of the height. */
const LEAST_LEGS = 0.36
/** From standing to standing; who stays down longer works there. */
const WITHIN_MS = 10_000

export class Pick implements Act {
  private stoodMs: number | undefined
  private standing = 0
  private reaching = 0

  look(sight: Sight): boolean {
    const { timeMs } = sight
    if (!stands(sight)) {
      this.standing = 0
      // Who lies has fallen, and picks nothing up.
      const { trunk } = sight.body
      if (trunk && trunk.tilt > 60 && isLow(sight)) this.stoodMs = undefined
      else if (hasHandDown(sight)) this.reaching++
      return false
    }
    if (++this.standing < LEAST_FRAMES) return false
    const hasPicked =
      this.reaching >= LEAST_FRAMES && this.stoodMs !== undefined && timeMs - this.stoodMs <= WITHIN_MS
    this.stoodMs = timeMs
    this.reaching = 0
    return hasPicked
  }
}

function stands({ isUpright, body: { hips, ankles }, height }: Sight): boolean {
  if (!isUpright || !hips || !ankles) return false
  return Math.max(ankles[0][1], ankles[1][1]) - hips[1] >= LEAST_LEGS * height
}

function hasHandDown({ body, height }: Sight): boolean {
  const { ankles, left, right } = body
  if (!ankles) return false
  const ground = Math.max(ankles[0][1], ankles[1][1])
  return [left.wrist, right.wrist].some((wrist) => wrist && ground - wrist[1] <= NEAR_GROUND * height)
}
