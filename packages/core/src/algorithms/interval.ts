/** Cuts the video's time into intervals of equal length, counted from the run's first frame. */
export class Interval {
  private index: number | undefined

  /** @param seconds length of an interval, at least 1 */
  constructor(readonly seconds: number) {}

  /**
   * Takes a frame's time; true when an interval with frames in it ended before this frame. Intervals without any frame
   * (a camera that was away) are skipped: nothing is known of them, and zero would be a claim.
   */
  passes(timeMs: number): boolean {
    const index = Math.floor(timeMs / (this.seconds * 1000))
    const ended = this.index !== undefined && index > this.index
    this.index = index
    return ended
  }

  /** Whole seconds, 1 to `seconds`, of the interval that the source's end cut short; undefined when none runs. */
  cut(timeMs: number): number | undefined {
    if (this.index === undefined) return undefined
    const seconds = Math.ceil(timeMs / 1000 - this.index * this.seconds)
    this.index = undefined
    return Math.min(this.seconds, Math.max(1, seconds))
  }
}
