/** Remembers what the store said for 5 s: the work of each request stays far below a database read. */
import type { Clock } from '@vigia/core'

/** What changes elsewhere (another server, a program at the database) is believed at most this long. */
export const CACHE_MS = 5_000
const MOST = 10_000

export class ShortCache<V> {
  private readonly entries = new Map<string, { value: V; until: number }>()
  /** Grows with every `forget`: what was read before one may be old by the time it arrives. */
  private forgotten = 0

  constructor(private readonly clock: Clock) {}

  /** @param load asked when nothing is remembered; `undefined` from it is not remembered */
  async get(key: string, load: () => Promise<V | undefined>): Promise<V | undefined> {
    const known = this.peek(key)
    if (known !== undefined) return known
    this.entries.delete(key)
    const forgotten = this.forgotten
    const value = await load()
    if (value !== undefined && forgotten === this.forgotten) this.keep(key, value)
    return value
  }

  /** What is remembered now. */
  peek(key: string): V | undefined {
    const now = this.clock.now()
    const known = this.entries.get(key)
    // A clock set back must not stretch the time.
    return known && known.until > now && known.until <= now + CACHE_MS ? known.value : undefined
  }

  forget(key: string): void {
    this.forgotten++
    this.entries.delete(key)
  }

  forgetAll(): void {
    this.forgotten++
    this.entries.clear()
  }

  private keep(key: string, value: V): void {
    this.entries.set(key, { value, until: this.clock.now() + CACHE_MS })
    // A map keeps the order of insertion: the first one was read longest ago.
    if (this.entries.size > MOST) this.entries.delete(this.entries.keys().next().value!)
  }
}
