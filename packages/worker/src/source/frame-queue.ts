/** Frames between decoder and analysis: a live stream keeps only the newest, a file waits for its reader. */

/** Two waiting frames keep the analysis busy while the decoder works on the next. */
const WAITING = 2

export class FrameQueue<T> {
  private readonly waiting: T[] = []
  private wake: (() => void) | undefined
  private ended = false
  private fault: unknown
  dropped = 0
  /** Called when a full queue has room again. */
  onRoom: (() => void) | undefined
  /** Live sources replace what nobody took. */
  newestOnly = false

  /** @param onGone called with an item that was dropped, or whose reader has asked for the one after the next */
  constructor(private readonly onGone: (item: T) => void = () => undefined) {}

  get full(): boolean {
    return !this.newestOnly && this.waiting.length >= WAITING
  }

  put(item: T): void {
    if (this.ended) return
    if (this.newestOnly) {
      for (const old of this.waiting.splice(0)) {
        this.dropped++
        this.onGone(old)
      }
    }
    this.waiting.push(item)
    this.wake?.()
  }

  /** No more frames; what waits is still given out, then the fault is thrown if there is one. */
  end(fault?: unknown): void {
    if (this.ended) return
    this.ended = true
    this.fault = fault
    this.wake?.()
  }

  /** Throws away what waits: the reader has gone. */
  clear(): void {
    this.waiting.length = 0
    this.end()
  }

  async *drain(): AsyncGenerator<T, void, undefined> {
    let before: T | undefined
    for (;;) {
      const item = this.waiting.shift()
      if (item !== undefined) {
        if (!this.full) this.onRoom?.()
        yield item
        if (before !== undefined) this.onGone(before)
        before = item
      } else if (this.ended) {
        if (this.fault !== undefined) throw this.fault
        return
      } else {
        await new Promise<void>((resolve) => {
          this.wake = resolve
        })
        this.wake = undefined
      }
    }
  }
}
