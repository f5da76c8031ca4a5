/** Whether a live run keeps up with its source, in words for `status`. Frames are left out rather than queued, and said so. */

const LOOK_MS = 60_000
/** Less than this is a hiccup that nobody needs to act on. */
const WORTH_SAYING = 0.05

export class Pace {
  private since: number
  private before = { decoded: 0, dropped: 0 }

  constructor(now: number) {
    this.since = now
  }

  /**
   * Looks once a minute.
   * @param counters frames decoded so far, and those of them that were left out
   * @returns a text while too many frames are left out, '' when the last minute was in order, undefined between looks
   */
  look(now: number, counters: { decoded: number; dropped: number }): string | undefined {
    if (now - this.since < LOOK_MS) return undefined
    const seconds = Math.round((now - this.since) / 1000)
    const share =
      (counters.dropped - this.before.dropped) / Math.max(1, counters.decoded - this.before.decoded)
    this.since = now
    this.before = { ...counters }
    if (share < WORTH_SAYING) return ''
    return (
      `The analysis is slower than the stream: ${Math.round(100 * share)} % of the frames of the last ${seconds} s were left out. ` +
      'Lower sampling_fps, take a smaller detector_model, or stop other jobs.'
    )
  }
}
