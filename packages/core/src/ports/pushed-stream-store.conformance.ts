/** What every PushedStreamStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QuotaReached } from '../identity/quotas.js'
import type { Job } from '../job/job.js'
import { hex32, type OpenStores, OTHER_PROJECT, onProjects, PROJECT, plainJob } from './conformance-kit.js'
import { ProjectGone } from './identity-store.js'
import { NameTaken, SourcesChanged } from './job-store.js'
import type { RegisteredStream } from './pushed-streams.js'

const MANY = 1_000
const stream = (name: string, changed: Partial<RegisteredStream> = {}): RegisteredStream => ({
  projectId: PROJECT,
  name,
  key: `key of ${name}`,
  createdAt: 5,
  ...changed,
})
const reading = (n: number, streamName: string, changed: Partial<Job> = {}): Job => {
  const job = plainJob(n)
  const input = { type: 'vis' as const, streamName, index: 0 }
  return { ...job, sourceName: streamName, spec: { ...job.spec, input }, ...changed }
}

/** Registers the suite; `name` says which adapter is under test. */
export function pushedStreamStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: pushed streams are found by project and name, with their key`, () =>
    onProjects(open, async ({ streams }) => {
      await streams.addStream(stream('yard'), MANY)
      await streams.addStream(stream('yard', { projectId: OTHER_PROJECT, key: 'other' }), MANY)
      assert.deepEqual(await streams.stream(PROJECT, 'yard'), stream('yard'))
      assert.equal((await streams.stream(OTHER_PROJECT, 'yard'))?.key, 'other')
      assert.equal(await streams.stream(PROJECT, 'Yard'), undefined)
      assert.deepEqual(await streams.streamNames(PROJECT, ['yard', 'gate']), ['yard'])
      assert.deepEqual(await streams.streamNames(PROJECT, []), [])
      await assert.rejects(
        streams.addStream(stream('yard'), MANY),
        (error) => error instanceof NameTaken && error.jobName === 'yard',
      )
      await assert.rejects(streams.addStream(stream('a', { projectId: hex32(77) }), MANY), ProjectGone)
    }))

  test(`${name}: a project has so many pushed streams and no more, others' do not count`, () =>
    onProjects(open, async ({ streams }) => {
      await streams.addStream(stream('a', { projectId: OTHER_PROJECT }), 2)
      await streams.addStream(stream('a'), 2)
      await streams.addStream(stream('b'), 2)
      await assert.rejects(
        streams.addStream(stream('c'), 2),
        (error) => error instanceof QuotaReached && error.total === 2 && error.most === 2,
      )
      assert.equal(await streams.stream(PROJECT, 'c'), undefined)
    }))

  test(`${name}: pushed streams are listed by name, in pages`, () =>
    onProjects(open, async ({ streams }) => {
      for (const one of ['b', 'c', 'a']) await streams.addStream(stream(one), MANY)
      await streams.addStream(stream('d', { projectId: OTHER_PROJECT }), MANY)
      const page = async (offset: number, limit: number) => {
        const found = await streams.listStreams(PROJECT, { offset, limit })
        return [found.total, ...found.streams.map((one) => one.name)]
      }
      assert.deepEqual(await page(0, 2), [3, 'a', 'b'])
      assert.deepEqual(await page(2, 2), [3, 'c'])
      assert.deepEqual(await page(9, 2), [3])
    }))

  test(`${name}: a pushed stream gets another key`, () =>
    onProjects(open, async ({ streams }) => {
      await streams.addStream(stream('yard'), MANY)
      await streams.addStream(stream('yard', { projectId: OTHER_PROJECT }), MANY)
      assert.equal(await streams.changeKey(PROJECT, 'yard', 'new'), true)
      assert.equal((await streams.stream(PROJECT, 'yard'))?.key, 'new')
      assert.equal((await streams.stream(OTHER_PROJECT, 'yard'))?.key, 'key of yard')
      assert.equal(await streams.changeKey(PROJECT, 'gate', 'new'), false)
    }))

  test(`${name}: a pushed stream that jobs read stays and tells how many`, () =>
    onProjects(open, async ({ jobs, streams }) => {
      await streams.addStream(stream('yard'), MANY)
      await streams.addStream(stream('yard', { projectId: OTHER_PROJECT }), MANY)
      await jobs.insert([
        reading(1, 'yard'),
        reading(2, 'yard', { state: 'DELETING' }),
        reading(3, 'gate'),
        // Something else of the same name.
        plainJob(4, { sourceName: 'yard' }),
      ])
      assert.equal(await streams.removeStream(PROJECT, 'lawn'), undefined)
      assert.equal(await streams.removeStream(OTHER_PROJECT, 'yard'), 0)
      assert.equal(await streams.removeStream(PROJECT, 'yard'), 1)
      assert.ok(await streams.stream(PROJECT, 'yard'))
      await jobs.remove(hex32(1))
      assert.equal(await streams.removeStream(PROJECT, 'yard'), 0)
      assert.equal(await streams.stream(PROJECT, 'yard'), undefined)
    }))

  test(`${name}: jobs are stored only while the pushed streams that they read are there`, () =>
    onProjects(open, async ({ jobs, streams }) => {
      await streams.addStream(stream('yard'), MANY)
      await streams.addStream(stream('gate', { projectId: OTHER_PROJECT }), MANY)
      const alongside = { most: MANY, streams: ['yard', 'gate'] }
      await assert.rejects(jobs.insert([reading(1, 'yard'), reading(2, 'gate')], alongside), SourcesChanged)
      assert.equal(await jobs.count(PROJECT), 0)
      await jobs.insert([reading(1, 'yard')], { most: MANY, streams: ['yard'] })
      const job = (await jobs.get(PROJECT, hex32(1)))!
      await assert.rejects(jobs.replaceSpec(job, job.state, undefined, { streams: ['gate'] }), SourcesChanged)
    }))
}
