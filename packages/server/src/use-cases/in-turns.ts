/** Work on many things that leaves room for other requests: a transaction's worth of it at a time. */
import { setImmediate } from 'node:timers/promises'

/** Jobs in one transaction, some 40 ms. */
const CHUNK = 200

/** The items in their order; between two chunks whatever else waits gets its turn. */
export async function* inTurns<T>(items: readonly T[]): AsyncGenerator<T[]> {
  for (let i = 0; i < items.length; i += CHUNK) {
    if (i > 0) await setImmediate()
    yield items.slice(i, i + CHUNK)
  }
}
