/** How long a job that keeps crashing waits before its next run: 1 s doubling to 60 s, forgotten after a good minute. */
import type { Clock } from '@vigia/core'

interface Crashes {
  count: number
  lastAt: number
  notBefore: number
}

const FIRST_MS = 1_000
const MOST_MS = 60_000
/** A run that lived this long starts the ladder anew. */
const GOOD_RUN_MS = 60_000

export class BackOff {
  private readonly crashes = new Map<string, Crashes>()

  constructor(private readonly clock: Clock) {}

  /** Counts a crash; returns its number in the present series and the wait in milliseconds. */
  crashed(jobId: string): { count: number; waitMs: number } {
    const now = this.clock.now()
    const before = this.crashes.get(jobId)
    const count =
      before && now - before.lastAt < before.notBefore - before.lastAt + GOOD_RUN_MS ? before.count + 1 : 1
    // The first new start is immediate: most crashes are single ones.
    const waitMs = count === 1 ? 0 : Math.min(FIRST_MS * 2 ** (count - 2), MOST_MS)
    this.crashes.set(jobId, { count, lastAt: now, notBefore: now + waitMs })
    return { count, waitMs }
  }

  mayStart(jobId: string): boolean {
    return this.clock.now() >= (this.crashes.get(jobId)?.notBefore ?? 0)
  }

  forget(jobId: string): void {
    this.crashes.delete(jobId)
  }
}
