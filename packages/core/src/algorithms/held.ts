/** Something that must go on for a while before it counts, and is told once until it has been over for a while. */

/** Frames in a row that may say no while it goes on: poses flicker. */
const MISSES = 1
/** Longer without any frame of it, and it begins anew. */
const GAP_MS = 2000

export class Held {
  private sinceMs: number | undefined
  private lastMs: number | undefined
  private misses = 0
  private isTold = false

  /**
   * @param forMs how long it must go on
   * @param restMs how long it must be over before it is told again
   */
  constructor(
    private readonly forMs: number,
    private readonly restMs: number,
  ) {}

  /** Takes whether it is so in a new frame; true once, when it has gone on for long enough. */
  look(isSo: boolean, timeMs: number): boolean {
    const idleMs = this.lastMs === undefined ? 0 : timeMs - this.lastMs
    if (idleMs >= this.restMs) this.isTold = false
    if (!isSo) {
      if (++this.misses > MISSES) this.sinceMs = undefined
      return false
    }
    if (idleMs > GAP_MS) this.sinceMs = undefined
    this.sinceMs ??= timeMs
    this.lastMs = timeMs
    this.misses = 0
    if (this.isTold || timeMs - this.sinceMs < this.forMs) return false
    this.isTold = true
    return true
  }
}
