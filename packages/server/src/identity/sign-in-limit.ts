/**
 * Slows down guessing: after 5 wrong passwords of one user from one address, each further try waits, 1 s doubling to
 * 5 min. Tries of one key are looked at one after the other, so that many at once gain nothing.
 */
import type { Clock } from '@vigia/core'

const FREE_TRIES = 5
const FIRST_WAIT_MS = 1_000
const MOST_WAIT_MS = 300_000
/** Wrong passwords are forgotten this long after the last one. */
const MEMORY_MS = 3_600_000
/** About 10 MB; beyond it the key that failed longest ago is forgotten. */
const MOST_KEYS = 50_000

export class SignInLimit {
  private readonly failures = new Map<string, { count: number; notBefore: number; at: number }>()
  private readonly turns = new Map<string, Promise<unknown>>()

  constructor(private readonly clock: Clock) {}

  /** Milliseconds until the next try is looked at; 0 when now. */
  waitMs(key: string): number {
    return Math.max(0, (this.failures.get(key)?.notBefore ?? 0) - this.clock.now())
  }

  failed(key: string): void {
    const now = this.clock.now()
    const before = this.failures.get(key)
    const count = (before && now - before.at < MEMORY_MS ? before.count : 0) + 1
    const wait = count < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (count - FREE_TRIES), MOST_WAIT_MS)
    // Deleting first keeps the map in the order of the last failure.
    this.failures.delete(key)
    this.failures.set(key, { count, notBefore: now + wait, at: now })
    if (this.failures.size > MOST_KEYS) this.failures.delete(this.failures.keys().next().value!)
  }

  succeeded(key: string): void {
    this.failures.delete(key)
  }

  /** Runs `work` after all earlier work of the same key has ended, well or badly. */
  async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(work, work)
    this.turns.set(key, turn)
    try {
      return await turn
    } finally {
      if (this.turns.get(key) === turn) this.turns.delete(key)
    }
  }
}
