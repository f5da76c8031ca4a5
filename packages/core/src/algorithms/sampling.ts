/**
 * Which frames are looked at when not every frame is: the first, and the first at or after each multiple of an interval.
 * Whoever samples the same frames by the same interval picks the same ones.
 */
export class Sampling {
  private index: number | undefined
  private lastMs = Number.NEGATIVE_INFINITY

  /** @param intervalMs milliseconds of the video's time, more than 0 */
  constructor(private readonly intervalMs: number) {}

  /** Takes frames in order of time; a time that falls is another video's beginning. */
  isDue(videoTimeMs: number): boolean {
    const index = Math.floor(videoTimeMs / this.intervalMs)
    const isDue = index !== this.index || videoTimeMs < this.lastMs
    this.index = index
    this.lastMs = videoTimeMs
    return isDue
  }
}
