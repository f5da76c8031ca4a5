/** Judges one target against one line: which side it is on and when it has really crossed. */
import type { Point } from '../geometry/box.js'
import { crossesBetweenEnds, type Segment, sideDistance } from '../geometry/segment.js'
import { clearShare, Settling } from './settling.js'

export type Side = 1 | 2

export class LineCrossing {
  private side: Settling<Side> | undefined
  private last: { point: Point; side: Side } | undefined
  /** Whether the path went between the line's ends when it last changed sides, or around one of them. */
  private wasBetweenEnds = false

  constructor(private readonly line: Segment) {}

  /** Takes the foot point of a new frame; gives the side that was crossed to, once per crossing. */
  move(point: Point, boxHeight: number, timeMs: number): Side | undefined {
    const distance = sideDistance(this.line, point)
    if (distance === 0) return undefined
    const now: Side = distance > 0 ? 1 : 2
    if (this.last && this.last.side !== now)
      this.wasBetweenEnds = crossesBetweenEnds(this.line, this.last.point, point)
    this.last = { point, side: now }
    this.side ??= new Settling(now)
    const changed = this.side.move(now, clearShare(Math.abs(distance), boxHeight), timeMs)
    return changed && this.wasBetweenEnds ? now : undefined
  }
}
