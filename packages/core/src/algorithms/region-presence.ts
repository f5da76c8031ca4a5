/** Judges one target against one region: inside or outside, since when, and when it came or went. */
import type { Point } from '../geometry/box.js'
import { contains, depth, edgeDistance } from '../geometry/polygon.js'
import { clearDistance, Settling } from './settling.js'

export class RegionPresence {
  private place: Settling<boolean> | undefined
  /** Milliseconds of the video when the target was settled inside; undefined while it is outside. */
  insideSinceMs: number | undefined
  /** The stay going on has had its loitering alarm. */
  hasLoitered = false
  private readonly deepest: number

  constructor(private readonly polygon: Point[]) {
    // In a small region nobody could be clearly inside by the measure of a tall box.
    this.deepest = depth(polygon) / 2
  }

  get isInside(): boolean {
    return this.insideSinceMs !== undefined
  }

  /**
   * Takes the foot point of a new frame; gives `in` or `out` when the target came or went. A target first seen
   * inside came in: it walked into the view there, or through a door, or was there before anybody watched.
   */
  move(point: Point, boxHeight: number, timeMs: number): 'in' | 'out' | undefined {
    const inside = contains(this.polygon, point)
    if (!this.place) {
      this.place = new Settling(inside, timeMs)
      return inside ? this.enter(timeMs) : undefined
    }
    const clear = edgeDistance(this.polygon, point) >= Math.min(clearDistance(boxHeight), this.deepest)
    if (!this.place.move(inside, clear, timeMs)) return undefined
    if (inside) return this.enter(timeMs)
    this.insideSinceMs = undefined
    this.hasLoitered = false
    return 'out'
  }

  private enter(timeMs: number): 'in' {
    this.insideSinceMs = timeMs
    return 'in'
  }
}
