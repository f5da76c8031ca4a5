/** Waiting for a condition, at a pace that leaves the machine to what is waited for. */
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50
/** Generous: it only says when to give up on a machine that others use too. */
const PATIENCE_MS = 90_000

/** Waits until `condition` gives something true, and gives it back. @throws Error naming what was waited for */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<Exclude<T, undefined | null | false | '' | 0>> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const value = await condition()
    if (value) return value as Exclude<T, undefined | null | false | '' | 0>
    if (performance.now() > deadline) throw new Error(`waited ${patienceMs / 1000} s in vain for ${what}`)
    await sleep(POLL_MS)
  }
}
