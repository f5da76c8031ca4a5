/**
 * Slows down guessing: after 5 wrong passwords of one user from one address, each further try waits, 1 s doubling to
 * 5 min. It is kept in the store, so that a restart forgives nothing; the same user from another address is not held
 * up. Tries of one key are looked at one after the other, so that many at once gain nothing.
 */
import { createHash } from 'node:crypto'
import type { Clock, IdentityStore } from '@vigia/core'
import { IdentityRefusal } from './refusal.js'

const FREE_TRIES = 5
const FIRST_WAIT_MS = 1_000
const MOST_WAIT_MS = 300_000
/** Wrong passwords are forgotten this long after the last one. */
const MEMORY_MS = 3_600_000
/** About 5 MB; beyond it the key that failed longest ago is forgotten. */
const MOST_KEYS = 50_000
/** A flood of wrong passwords is not left to the housekeeping. */
const FAILURES_PER_SWEEP = 1_000

type Store = Pick<IdentityStore, 'signInFailures'>

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

const waitAfter = (count: number): number =>
  count < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (count - FREE_TRIES), MOST_WAIT_MS)

/** The same for all ways to name one user, so that tries by id and by name, and of a change of the password, count together. */
export const limitKey = (address: string, ...who: readonly unknown[]): string =>
  JSON.stringify([address, ...who])

export class SignInLimit {
  private readonly turns = new Map<string, Promise<unknown>>()
  private sinceSweep = 0

  constructor(
    private readonly identity: Store,
    private readonly clock: Clock,
  ) {}

  /**
   * One try, after all earlier ones of the same key have ended.
   * @param wrong words for a wrong password
   * @throws IdentityRefusal unauthorized for a wrong one, too many when it is not looked at yet
   */
  async attempt(key: string, isRight: () => Promise<boolean>, wrong: string): Promise<void> {
    await this.inTurn(key, async () => {
      const wait = Math.ceil((await this.waitMs(key)) / 1000)
      if (wait > 0)
        throw new IdentityRefusal('too many', `Too many wrong passwords; try again in ${wait} s.`, wait)
      if (!(await isRight())) {
        await this.failed(key)
        throw new IdentityRefusal('unauthorized', wrong)
      }
      await this.succeeded(key)
    })
  }

  /** Milliseconds until the next try is looked at, 0 to 300,000; 0 when now. */
  async waitMs(key: string): Promise<number> {
    const known = await this.identity.signInFailures.find(hashOf(key))
    if (!known) return 0
    const now = this.clock.now()
    const wait = waitAfter(known.count)
    if (known.at <= now) return Math.max(0, known.at + wait - now)
    // The clock was set back since: the wait begins anew, or it would last as long as the clock was set back.
    await this.identity.signInFailures.put({ ...known, at: now })
    return wait
  }

  async failed(key: string): Promise<void> {
    const now = this.clock.now()
    const hash = hashOf(key)
    const before = await this.identity.signInFailures.find(hash)
    const count = (before && now - before.at < MEMORY_MS ? before.count : 0) + 1
    await this.identity.signInFailures.put({ key: hash, count, at: now })
    if (++this.sinceSweep < FAILURES_PER_SWEEP) return
    this.sinceSweep = 0
    await forgetOldFailures(this.identity, this.clock)
  }

  async succeeded(key: string): Promise<void> {
    await this.identity.signInFailures.remove(hashOf(key))
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

/** To be called now and then. */
export const forgetOldFailures = (identity: Store, clock: Clock): Promise<void> =>
  identity.signInFailures.prune(clock.now() - MEMORY_MS, MOST_KEYS)
