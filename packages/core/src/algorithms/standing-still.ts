/**
 * Does one target stand still? Its box now, the median of the last two seconds, is compared with the box where it came
 * to rest. It has moved when two opposite edges have both moved, by more than a fifth of the side between them: that is
 * true of driving in any direction, towards the camera too, but neither of a detector's jitter, which the median takes
 * away, nor of somebody who hides one end of it, which moves one edge alone.
 */
import type { BoundingBox } from './algorithm.js'
import { median } from './trail.js'

/** Share of the box's side. */
export const STILL_SHARE = 0.2
const WINDOW_MS = 2000
/** Where frames come slowly: so many are looked at, so that one wrong box moves nothing. */
const LEAST_BOXES = 3
/** At 30 frames/s the window holds 60. */
const MOST_BOXES = 64
/** A target that has kept its place for so long stands. */
const SETTLE_MS = 2000

export interface Rest {
  box: BoundingBox
  /** Video time since when it has been there, milliseconds. */
  sinceMs: number
}

export class StandingStill {
  private readonly recent: { box: BoundingBox; timeMs: number }[] = []
  private anchor: Rest | undefined

  /** Takes the box of a frame; gives where the target stands, undefined while it moves. */
  move(box: BoundingBox, timeMs: number): Rest | undefined {
    this.recent.push({ box, timeMs })
    const isOld = () => timeMs - this.recent[0]!.timeMs > WINDOW_MS && this.recent.length > LEAST_BOXES
    while (isOld() || this.recent.length > MOST_BOXES) this.recent.shift()
    const now = medianBox(this.recent.map((entry) => entry.box))
    if (!this.anchor || moved(this.anchor.box, now) > STILL_SHARE) this.anchor = { box: now, sinceMs: timeMs }
    return timeMs - this.anchor.sinceMs >= SETTLE_MS ? this.anchor : undefined
  }
}

/**
 * How far both of two opposite edges have moved, as a share of the side between them; the greater of both directions.
 * Edges that part (the box grows) or meet (it shrinks) count twice: each of them moves half of what the side changes.
 */
export function moved(from: BoundingBox, to: BoundingBox): number {
  return Math.max(
    leastShift(from.x, from.x + from.w, to.x, to.x + to.w),
    leastShift(from.y, from.y + from.h, to.y, to.y + to.h),
  )
}

function leastShift(low: number, high: number, newLow: number, newHigh: number): number {
  const [lowBy, highBy] = [newLow - low, newHigh - high]
  const least = Math.min(Math.abs(lowBy), Math.abs(highBy))
  return (lowBy * highBy < 0 ? 2 * least : least) / Math.max(high - low, newHigh - newLow)
}

/** Edge by edge. */
function medianBox(boxes: readonly BoundingBox[]): BoundingBox {
  const x = median(boxes.map((box) => box.x))
  const y = median(boxes.map((box) => box.y))
  return {
    x,
    y,
    w: median(boxes.map((box) => box.x + box.w)) - x,
    h: median(boxes.map((box) => box.y + box.h)) - y,
  }
}
