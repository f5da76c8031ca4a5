/**
 * Who or what has been where for how long: one stay for each target and region. It is begun when the target is in the
 * region, told once when it has lasted, and ended when the target is settled outside or has not been seen for a while.
 */
import type { Point } from '../geometry/box.js'
import { isInZone, type Zone } from './zones.js'

/** A target in one frame: a tracked object, a still thing, a group. */
export interface Staying<T> {
  /** Keeps its value as long as it is the same target. */
  id: number
  /** What decides whether it is in a region: feet, wheels, centre; undefined for one that is seen, but stays nowhere. */
  at: Point | undefined
  target: T
  /** Since when it has been there, where that is known better than by the frames given: milliseconds. */
  sinceMs?: number
  /** Known to be there although it cannot be seen: its stay goes on, but neither begins nor is told. */
  isHidden?: boolean
}

export interface Stay<T> {
  id: number
  region: Zone
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
  /** Seen elsewhere for so long ends it, milliseconds; `absentMs` where left out. */
  leftMs?: number
  /** A told stay is told again after so long, milliseconds; undefined: once. */
  againMs?: number
}

interface Running<T> extends Stay<T> {
  /** When it was last seen in the region. */
  seenMs: number
  /** When it was last seen, or known to be, in the region. */
  presentMs: number
  /** Since when it has been seen elsewhere. */
  leftMs: number | undefined
  toldMs: number | undefined
}

export class Stays<T> {
  private readonly running = new Map<string, Running<T>>()

  constructor(
    private readonly regions: readonly Zone[],
    private readonly options: StayOptions,
  ) {}

  /**
   * Takes a frame's targets, in order of time.
   * @param choose of the stays that have lasted long enough, those that are told now; the others may be later
   * @returns stays that have lasted long enough now, and told ones that are over, in the order of their beginning
   */
  look(
    targets: readonly Staying<T>[],
    timeMs: number,
    choose: (lasting: Stay<T>[]) => Stay<T>[] = (lasting) => lasting,
  ): { lasting: Stay<T>[]; over: Stay<T>[] } {
    for (const target of targets)
      for (const [regionIndex, region] of this.regions.entries()) {
        const isIn = target.at !== undefined && isInZone(region, target.at)
        if (isIn) this.note(target, region, regionIndex, timeMs)
        else this.leave(target, regionIndex, timeMs)
      }
    return { lasting: this.nowLasting(timeMs, choose), over: this.nowOver(timeMs) }
  }

  /** The stays that have been told and are not over: the present state, for periodic messages. */
  told(): Stay<T>[] {
    return [...this.running.values()].filter(({ toldMs }) => toldMs !== undefined)
  }

  private note(
    { id, target, sinceMs, isHidden }: Staying<T>,
    region: Zone,
    regionIndex: number,
    timeMs: number,
  ): void {
    const key = `${id}/${regionIndex}`
    const stay = this.running.get(key)
    if (!stay) {
      if (isHidden) return
      const now = { seenMs: timeMs, presentMs: timeMs, leftMs: undefined, toldMs: undefined }
      this.running.set(key, { id, region, regionIndex, target, sinceMs: sinceMs ?? timeMs, ...now })
      return
    }
    stay.presentMs = timeMs
    stay.leftMs = undefined
    if (isHidden) return
    Object.assign(stay, { target, seenMs: timeMs })
    // What has moved on within the region has not been still for as long as it has been in it.
    if (stay.toldMs === undefined && sinceMs !== undefined) stay.sinceMs = Math.max(stay.sinceMs, sinceMs)
  }

  private leave({ id }: Staying<T>, regionIndex: number, timeMs: number): void {
    const stay = this.running.get(`${id}/${regionIndex}`)
    if (stay) stay.leftMs ??= timeMs
  }

  private nowLasting(timeMs: number, choose: (lasting: Stay<T>[]) => Stay<T>[]): Stay<T>[] {
    const { afterMs, againMs } = this.options
    const due = [...this.running.values()].filter(({ seenMs, sinceMs, toldMs }) => {
      if (seenMs !== timeMs || timeMs - sinceMs < afterMs) return false
      return toldMs === undefined || (againMs !== undefined && timeMs - toldMs >= againMs)
    })
    const lasting = new Set(choose(due))
    for (const stay of due) if (lasting.has(stay)) stay.toldMs = timeMs
    return [...lasting]
  }

  private nowOver(timeMs: number): Stay<T>[] {
    const { absentMs, leftMs = absentMs } = this.options
    const over: Stay<T>[] = []
    for (const [key, stay] of this.running) {
      const isLeft = stay.leftMs !== undefined && timeMs - stay.leftMs >= leftMs
      if (!isLeft && timeMs - stay.presentMs < absentMs) continue
      this.running.delete(key)
      if (stay.toldMs !== undefined) over.push(stay)
    }
    return over
  }
}
