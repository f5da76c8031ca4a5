/** Counts how often a value turns round, small trembling left out. */

/** So long may the value be away, hidden or at rest, without the counting beginning anew. */
const GAP_MS = 1000

export class Swings {
  private extreme: number | undefined
  private direction: 1 | -1 | undefined
  private turnsMs: number[] = []
  private lastMs = 0

  /** @param withinMs turns longer ago do not count */
  constructor(private readonly withinMs: number) {}

  /** Takes the value of a frame. @param least a smaller way back is no turn @returns turns that count now */
  move(value: number, least: number, timeMs: number): number {
    this.rest(timeMs)
    this.lastMs = timeMs
    this.extreme ??= value
    const way = value - this.extreme
    if (this.direction === undefined) {
      if (Math.abs(way) >= least) this.go(way > 0 ? 1 : -1, value)
    } else if (way * this.direction >= 0) {
      this.extreme = value
    } else if (Math.abs(way) >= least) {
      this.go(this.direction === 1 ? -1 : 1, value)
      this.turnsMs.push(timeMs)
    }
    this.turnsMs = this.turnsMs.filter((turnMs) => timeMs - turnMs < this.withinMs)
    return this.turnsMs.length
  }

  /** A frame without a value. */
  rest(timeMs: number): void {
    if (timeMs - this.lastMs <= GAP_MS) return
    this.extreme = undefined
    this.direction = undefined
    this.turnsMs = []
  }

  private go(direction: 1 | -1, value: number): void {
    this.direction = direction
    this.extreme = value
  }
}
