/** Hysteresis: a target has changed sides when it is clearly across, or has stayed across for a while. */

/** So long on the other side counts as clear, however near the edge: somebody who stands just within a region is in it. */
const SETTLE_MS = 1000
/**
 * Share of the box's height. A good detector's boxes of walking people change their lower edge by up to 12 % of the
 * height from frame to frame: on the public detections of MOT15 PETS09-S2L1 a share of 0.06 counted 39 crossings of
 * the default line and 0.12 counted 25, where the labelled boxes give 22. The tracker's filter takes half of that away,
 * so that a tenth is enough, and somebody who cuts a corner is seen.
 */
const BAND_SHARE = 0.1
const LEAST_BAND_PX = 2

/** How far beyond an edge, in pixels, is clearly beyond it for a target of this height. */
export function clearDistance(boxHeight: number): number {
  return Math.max(LEAST_BAND_PX, BAND_SHARE * boxHeight)
}

export class Settling<S> {
  private candidate: S
  private candidateSinceMs: number

  /** The first side seen is taken as settled. */
  constructor(
    public settled: S,
    timeMs: number,
  ) {
    this.candidate = settled
    this.candidateSinceMs = timeMs
  }

  /** Takes where the target is now; true when that made another side the settled one. */
  move(side: S, isClear: boolean, timeMs: number): boolean {
    if (side !== this.candidate) {
      this.candidate = side
      this.candidateSinceMs = timeMs
    }
    if (side === this.settled || !(isClear || timeMs - this.candidateSinceMs >= SETTLE_MS)) return false
    this.settled = side
    return true
  }
}
