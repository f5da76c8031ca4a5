/**
 * Hysteresis by depth and time: a target has changed sides when it is clearly across, or has stayed across for a while. Both
 * together count: the longer it stays, the less deep it has to be, since one box may be wrong but ten are not.
 */

/** So long on the other side counts as clear, however near the edge: somebody who stands just within a region is in it. */
const SETTLE_MS = 1500
/** A side was changed half way between two sightings, taken to be at most so long before the second. */
const MOST_BEFORE_MS = 250
/**
 * Share of the box's height. A good detector's boxes of walking people change their lower edge by up to 12 % of the
 * height from frame to frame: on the public detections of MOT15 PETS09-S2L1 a share of 0.06 counted 39 crossings of
 * the default line and 0.12 counted 25, where the labelled boxes give 22. The tracker's filter takes half of that away,
 * so that a tenth is enough, and somebody who cuts a corner is seen.
 */
const BAND_SHARE = 0.1
const LEAST_BAND_PX = 2

/** How far beyond an edge, in pixels, is clearly beyond it for a target of this height. */
function clearDistance(boxHeight: number): number {
  return Math.max(LEAST_BAND_PX, BAND_SHARE * boxHeight)
}

/** How deep across a target of this height is, as a share of what is clear: 1 or more is clear. @param distance in pixels */
export function clearShare(distance: number, boxHeight: number, deepest = Number.POSITIVE_INFINITY): number {
  return distance / Math.min(clearDistance(boxHeight), deepest)
}

export class Settling<S> {
  private candidate: S | undefined
  private candidateSinceMs = 0
  private lastMs: number | undefined

  /** @param settled the side that it starts from */
  constructor(public settled: S) {}

  /** Takes where the target is now, and how deep (`clearShare`); true when that made another side the settled one. */
  move(side: S, share: number, timeMs: number): boolean {
    if (side !== this.candidate) {
      this.candidate = side
      this.candidateSinceMs = timeMs - Math.min(MOST_BEFORE_MS, (timeMs - (this.lastMs ?? timeMs)) / 2)
    }
    this.lastMs = timeMs
    const needed = 1 - (timeMs - this.candidateSinceMs) / SETTLE_MS
    if (side === this.settled || share < needed) return false
    this.settled = side
    return true
  }
}
