/** Presentation times of one decoder after another, made into one time that never falls. */

/** A jump this long within one stream is a new clock on the far side, not a gap between frames. */
const LONGEST_GAP_MS = 10_000

export class VideoClock {
  private lastVideoMs = -1
  private lastPtsMs = Number.NaN
  private lastHereMs = 0
  private offsetMs = 0
  private fresh = true

  /**
   * @param live after a reconnect (or a jump) time goes on as it did here; a file read again has its own times.
   * @param stepMs how much later a file's frame without a time is than the one before.
   */
  constructor(
    private readonly live: boolean,
    private readonly stepMs: number,
  ) {}

  /** The next frame comes from a new decoder. */
  reconnect(): void {
    this.fresh = true
  }

  /**
   * @param ptsMs NaN when the frame has none
   * @param hereMs time of a clock that nobody sets, such as performance.now()
   * @returns milliseconds since the run's first frame
   */
  at(ptsMs: number, hereMs: number): number {
    const pts = Number.isNaN(ptsMs) ? 0 : ptsMs
    const goneOn = this.lastVideoMs + Math.max(0, hereMs - this.lastHereMs)
    let videoMs: number
    if (this.lastVideoMs < 0) videoMs = 0
    else if (Number.isNaN(ptsMs)) videoMs = this.live ? goneOn : this.lastVideoMs + this.stepMs
    else if (this.live && (this.fresh || this.jumped(ptsMs))) videoMs = goneOn
    else videoMs = ptsMs + this.offsetMs
    if (this.lastVideoMs < 0 || this.live) this.offsetMs = videoMs - pts
    this.fresh = false
    this.lastPtsMs = ptsMs
    this.lastHereMs = hereMs
    this.lastVideoMs = Math.max(videoMs, this.lastVideoMs)
    return this.lastVideoMs
  }

  private jumped(ptsMs: number): boolean {
    const step = ptsMs - this.lastPtsMs
    return step < 0 || step > LONGEST_GAP_MS
  }
}
