/** Presentation times of one decoder after another, made into one time that never falls. */

/** A jump this long within one stream is a new clock on the far side, not a gap between frames. */
const LONGEST_GAP_MS = 10_000

export class VideoClock {
  private lastVideoMs = -1
  private lastPtsMs = Number.NaN
  private lastWallMs = 0
  private offsetMs = 0
  private fresh = true

  /**
   * @param live after a reconnect (or a jump) time goes on by the wall clock; a file read again has its own times.
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

  /** @param ptsMs NaN when the frame has none. @returns milliseconds since the run's first frame. */
  at(ptsMs: number, wallMs: number): number {
    const pts = Number.isNaN(ptsMs) ? 0 : ptsMs
    const onByWall = this.lastVideoMs + Math.max(0, wallMs - this.lastWallMs)
    let videoMs: number
    if (this.lastVideoMs < 0) videoMs = 0
    else if (Number.isNaN(ptsMs)) videoMs = this.live ? onByWall : this.lastVideoMs + this.stepMs
    else if (this.live && (this.fresh || this.jumped(ptsMs))) videoMs = onByWall
    else videoMs = ptsMs + this.offsetMs
    if (this.lastVideoMs < 0 || this.live) this.offsetMs = videoMs - pts
    this.fresh = false
    this.lastPtsMs = ptsMs
    this.lastWallMs = wallMs
    this.lastVideoMs = Math.max(videoMs, this.lastVideoMs)
    return this.lastVideoMs
  }

  private jumped(ptsMs: number): boolean {
    const step = ptsMs - this.lastPtsMs
    return step < 0 || step > LONGEST_GAP_MS
  }
}
