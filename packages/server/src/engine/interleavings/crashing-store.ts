/**
 * The real store as one life of the process sees it: every call waits for its turn, may fail before or after its commit,
 * and is told to the witness when it is done. Once the process is dead nothing goes through.
 */
import type { JobStore, ResultStore } from '@vigia/core'
import { StoreFull } from '../../store/index.js'
import type { Dice } from './dice.js'
import type { Life, Turns } from './turns.js'

type Methods = JobStore & Pick<ResultStore, 'append'>
/** A finished call; its method tells the types of the rest. */
export type Call = {
  [M in keyof Methods]: { method: M; args: Parameters<Methods[M]>; answer: Awaited<ReturnType<Methods[M]>> }
}[keyof Methods]

type Perform = (...args: unknown[]) => Promise<unknown>

/** The store could not be reached; the caller does not know whether it did what it was asked. */
export class StoreAway extends Error {}

/** What happens to the next call that gets its turn. */
export type Fault = 'before' | 'after' | undefined

export const isInjected = (error: unknown): boolean =>
  error instanceof StoreAway || error instanceof StoreFull

export class CrashingStore {
  fault: Fault

  constructor(
    private readonly inner: { jobs: JobStore; results: ResultStore },
    private readonly turns: Turns,
    private readonly dice: Dice,
  ) {}

  /** @param saw is told of every call, at the moment of its commit */
  handle(life: Life, saw: (call: Call) => void): Methods {
    const method =
      (_: Methods, name: keyof Methods) =>
      (...args: unknown[]) =>
        this.call(life, name, args, saw)
    return new Proxy({} as Methods, { get: method })
  }

  private async call(life: Life, method: keyof Methods, args: unknown[], saw: (call: Call) => void) {
    await this.turns.take(life)
    const fault = this.fault
    this.fault = undefined
    if (fault === 'before') throw this.dice.oneIn(2) ? new StoreFull('test') : new StoreAway('before')
    const { jobs, results } = this.inner
    const target = (method === 'append' ? results : jobs) as unknown as Record<string, Perform>
    const answer = await target[method]!(...args)
    saw({ method, args, answer } as Call)
    if (fault === 'after') throw new StoreAway('after')
    // The answer may be long on its way.
    if (this.dice.oneIn(2)) await this.turns.take(life)
    return answer
  }
}
