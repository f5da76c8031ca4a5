/**
 * Who or what has been where for how long: one stay for each target and region. It is begun when the target is in the
 * region, told once when it has lasted, and ended when the target is settled outside or has not been seen for a while.
 */
import type { Point } from '../geometry/box.js'
import { contains } from '../geometry/polygon.js'
import type { RoiPolygon } from '../geometry/target-roi.js'

/** A target in one frame: a tracked object, a still thing, a group. */
export interface Staying<T> {
  /** Keeps its value as long as it is the same target. */
  id: number
  /** What decides whether it is in a region: feet, wheels, centre. */
  at: Point
  target: T
}

export interface Stay<T> {
  id: number
  region: RoiPolygon
  /** Position of the region in the list. */
  regionIndex: number
  /** Video time in milliseconds. */
  sinceMs: number
  /** As it was when it was last seen in the region. */
  target: T
}

export interface StayOptions {
  /** So long must a target have been in the region, milliseconds. */
  afterMs: number
  /** Out of the region, or out of sight, for so long ends the stay, milliseconds. */
  absentMs: number
  /** A told stay is told again after so long, milliseconds; undefined: once. */
  againMs?: number
}

interface Running<T> extends Stay<T> {
  seenMs: number
  toldMs: number | undefined
}

export class Stays<T> {
  private readonly running = new Map<string, Running<T>>()

  constructor(
    private readonly regions: readonly RoiPolygon[],
    private readonly options: StayOptions,
  ) {}

  /**
   * Takes a frame's targets, in order of time.
   * @returns stays that have lasted long enough now, and told ones that are over, in the order of their beginning
   */
  look(targets: readonly Staying<T>[], timeMs: number): { lasting: Stay<T>[]; over: Stay<T>[] } {
    for (const target of targets)
      for (const [regionIndex, region] of this.regions.entries())
        if (contains(region.points, target.at)) this.note(target, region, regionIndex, timeMs)
    return { lasting: this.nowLasting(timeMs), over: this.nowOver(timeMs) }
  }

  /** The stays that have been told and are not over: the present state, for periodic messages. */
  told(): Stay<T>[] {
    return [...this.running.values()].filter(({ toldMs }) => toldMs !== undefined)
  }

  private note({ id, target }: Staying<T>, region: RoiPolygon, regionIndex: number, timeMs: number): void {
    const key = `${id}/${regionIndex}`
    const stay = this.running.get(key)
    if (stay) Object.assign(stay, { target, seenMs: timeMs })
    else
      this.running.set(key, {
        id,
        region,
        regionIndex,
        target,
        sinceMs: timeMs,
        seenMs: timeMs,
        toldMs: undefined,
      })
  }

  private nowLasting(timeMs: number): Stay<T>[] {
    const { afterMs, againMs } = this.options
    const lasting = [...this.running.values()].filter(({ seenMs, sinceMs, toldMs }) => {
      if (seenMs !== timeMs || timeMs - sinceMs < afterMs) return false
      return toldMs === undefined || (againMs !== undefined && timeMs - toldMs >= againMs)
    })
    for (const stay of lasting) stay.toldMs = timeMs
    return lasting
  }

  private nowOver(timeMs: number): Stay<T>[] {
    const over: Stay<T>[] = []
    for (const [key, stay] of this.running) {
      if (timeMs - stay.seenMs < this.options.absentMs) continue
      this.running.delete(key)
      if (stay.toldMs !== undefined) over.push(stay)
    }
    return over
  }
}
