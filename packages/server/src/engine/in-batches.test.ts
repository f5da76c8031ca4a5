import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobChange, JobSummary } from '@vigia/core'
import { hex32, plainJob } from '@vigia/core/conformance'
import { changeBy } from './changes.js'
import { inBatches } from './in-batches.js'

const why = { status: undefined, cause: 'test', actor: 'engine' }
const jobs = Array.from({ length: 500 }, (_, n) => plainJob(n + 1))
const freeze = (job: JobSummary) => changeBy(job, 'freeze', why)

test('when nothing can be changed now it is left to the next tick, however many there are', async () => {
  let looks = 0
  const find = async () => {
    looks++
    return jobs
  }
  const overtaken = { changeAll: async (changes: JobChange[]) => changes.map(() => false) }
  const told: string[] = []
  await inBatches(overtaken, find, freeze, ({ jobId }) => told.push(jobId))
  await inBatches(
    overtaken,
    find,
    () => undefined,
    ({ jobId }) => told.push(jobId),
  )
  assert.equal(looks, 2)
  assert.deepEqual(told, [])
})

test('as long as something changes it goes on, and tells what was changed only', async () => {
  const pages = [jobs, jobs.slice(0, 2)]
  const store = { changeAll: async (changes: JobChange[]) => changes.map((_, i) => i === 0) }
  const told: string[] = []
  await inBatches(
    store,
    async () => pages.shift() ?? [],
    freeze,
    ({ jobId }) => told.push(jobId),
  )
  assert.deepEqual(told, [hex32(1), hex32(1)])
})
