/**
 * Whatever users of jobs and batches, operators, workers, schedules, time and crashes do to each other, in whatever
 * order: no answer is a lie, no run is owned twice, and every job ends up where its last accepted action wants it.
 *
 * `INTERLEAVINGS=100000` runs that many scenarios, `INTERLEAVINGS_SEED=7` begins with the seed 7.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'

const FIRST = Number(process.env.INTERLEAVINGS_SEED ?? 1)
const COUNT = Number(process.env.INTERLEAVINGS ?? 400)

test(`${COUNT} interleavings of actions, runs, schedules and crashes obey the rules`, async () => {
  const half = Math.ceil(COUNT / 2)
  const [broken] = (await Promise.all([runApart(FIRST, half), runApart(FIRST + half, COUNT - half)])).filter(
    (what) => what !== undefined,
  )
  assert.equal(broken, undefined, broken)
})

/** @returns what the scenarios from the seed `first` on broke */
async function runApart(first: number, count: number): Promise<string | undefined> {
  const workerData = { first, count }
  const [broken] = await once(
    new Worker(new URL('./scenario-thread.js', import.meta.url), { workerData }),
    'message',
  )
  return broken
}
