/** Cleaning up after a test in reverse order: node:test runs its own hooks in the order they were given. */
import type { TestContext } from 'node:test'

const steps = new WeakMap<TestContext, (() => Promise<void>)[]>()

export function atEnd(t: TestContext, step: () => Promise<void>): void {
  const known = steps.get(t)
  if (known) {
    known.push(step)
    return
  }
  const mine = [step]
  steps.set(t, mine)
  t.after(async () => {
    const failures: unknown[] = []
    for (const undo of mine.reverse()) await undo().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw new AggregateError(failures, 'cleaning up failed')
  })
}
