/**
 * The real store as one life of the process sees it: every call waits for its turn, may fail before or after its commit,
 * and is told to the witness when it is done. Once the process is dead nothing goes through.
 */
import type { JobStore, ResultStore } from '@vigia/core'
import { StoreFull, type Stores } from '../../store/index.js'
import type { Dice } from './dice.js'
import type { Life, Turns } from './turns.js'

type Methods = JobStore & Pick<ResultStore, 'append'>
/** A finished call; its method tells the types of the rest. */
export type Call = {
  [M in keyof Methods]: { method: M; args: Parameters<Methods[M]>; answer: Awaited<ReturnType<Methods[M]>> }
}[keyof Methods]

/** The stores around the jobs. */
export type AroundStores = Pick<Stores, (typeof AROUND)[number]>
const AROUND = [
  'deployments',
  'orders',
  'identity',
  'video',
  'streams',
  'cameras',
  'objectStores',
  'deliveries',
  'looks',
  'batches',
] as const

/** A finished call of them. */
export interface AroundCall {
  store: keyof AroundStores
  method: string
  args: readonly unknown[]
  answer: unknown
}

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
    private readonly inner: Stores,
    private readonly turns: Turns,
    private readonly dice: Dice,
  ) {}

  /** @param saw is told of every call, at the moment of its commit */
  handle(life: Life, saw: (call: Call) => void): Methods {
    const method =
      (_: Methods, name: keyof Methods) =>
      (...args: unknown[]) => {
        const { jobs, results } = this.inner
        const target = name === 'append' ? results : jobs
        return this.call(life, target, name, args, (answer) => saw({ method: name, args, answer } as Call))
      }
    return new Proxy({} as Methods, { get: method })
  }

  around(life: Life, saw: (call: AroundCall) => void): AroundStores {
    const seen = (store: keyof AroundStores): object => {
      const method =
        (_: object, name: string) =>
        (...args: unknown[]) =>
          this.call(life, this.inner[store], name, args, (answer) =>
            saw({ store, method: name, args, answer }),
          )
      return new Proxy({}, { get: method })
    }
    return Object.fromEntries(AROUND.map((store) => [store, seen(store)])) as unknown as AroundStores
  }

  /** @param done is told the answer at the moment of the commit */
  private async call(
    life: Life,
    target: object,
    method: string,
    args: unknown[],
    done: (answer: unknown) => void,
  ): Promise<unknown> {
    await this.turns.take(life)
    const fault = this.fault
    this.fault = undefined
    if (fault === 'before') throw this.dice.oneIn(2) ? new StoreFull('test') : new StoreAway('before')
    const answer = await (target as Record<string, Perform>)[method]!(...args)
    done(answer)
    if (fault === 'after') throw new StoreAway('after')
    // The answer may be long on its way.
    if (this.dice.oneIn(2)) await this.turns.take(life)
    return answer
  }
}
