/** Calls something again and again, never twice at once, and goes on after a failure. */
import type { Logger } from 'pino'

export class Ticker {
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> = Promise.resolve()
  private stopped = false

  constructor(
    private readonly everyMs: number,
    private readonly step: () => Promise<void>,
    private readonly log: Logger,
  ) {
    this.next()
  }

  /** Resolves when the step under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.running
  }

  private next(): void {
    if (this.stopped) return
    this.timer = setTimeout(() => {
      this.running = this.step()
        .catch((error: unknown) => this.log.error({ err: error }, 'periodic work failed; it goes on'))
        .then(() => this.next())
    }, this.everyMs)
  }
}
