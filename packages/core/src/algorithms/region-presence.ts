/** Judges one target against one region: inside or outside, since when, and when it came or went. */
import type { Point } from '../geometry/box.js'
import { contains, depth, edgeDistance } from '../geometry/polygon.js'
import { clearShare, Settling } from './settling.js'

export class RegionPresence {
  private readonly place = new Settling(false)
  /** Milliseconds of the video when the target was settled inside; undefined while it is outside. */
  insideSinceMs: number | undefined
  /** The stay going on has had its loitering alarm. */
  hasLoitered = false
  /** The stay going on has been told. */
  private isTold = false
  private readonly deepest: number

  /** @param leastStayMs shorter stays are not told */
  constructor(
    private readonly polygon: Point[],
    private readonly leastStayMs = 0,
  ) {
    // In a small region nobody could be clearly inside by the measure of a tall box.
    this.deepest = depth(polygon) / 2
  }

  get isInside(): boolean {
    return this.insideSinceMs !== undefined
  }

  /**
   * Takes the foot point of a new frame; gives `in` when the target has come and stayed as long as asked, `out` when one
   * that was told has gone. A target first seen inside came in: it walked into the view there, or through a door, or was
   * there before anybody watched; first seen near the edge it has to settle like any other.
   */
  move(point: Point, boxHeight: number, timeMs: number): 'in' | 'out' | undefined {
    this.settle(point, boxHeight, timeMs)
    const hasStayed = this.insideSinceMs !== undefined && timeMs - this.insideSinceMs >= this.leastStayMs
    if (this.isTold ? this.isInside : !hasStayed) return undefined
    this.isTold = !this.isTold
    return this.isTold ? 'in' : 'out'
  }

  private settle(point: Point, boxHeight: number, timeMs: number): void {
    const inside = contains(this.polygon, point)
    const share = clearShare(edgeDistance(this.polygon, point), boxHeight, this.deepest)
    if (!this.place.move(inside, share, timeMs)) return
    this.insideSinceMs = inside ? timeMs : undefined
    this.hasLoitered = false
  }
}
