/** Is anything left of what tests of this process opened? Looks at its children and descriptors (Linux). */
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { waitFor } from '@vigia/testing'
import { descendants } from '../../e2e/testing/processes.js'

const descriptors = async (): Promise<number> => (await readdir('/proc/self/fd')).length

/** Taken when nothing is open; asked when all is closed again. */
export async function leftBehind(): Promise<() => Promise<void>> {
  const before = await descriptors()
  return async () => {
    assert.deepEqual(
      (await descendants(process.pid)).map(({ command }) => command),
      [],
      'no process is left',
    )
    // Sockets close a moment after they are destroyed.
    await waitFor(async () => (await descriptors()) <= before, 60_000, `at most ${before} descriptors`)
  }
}
