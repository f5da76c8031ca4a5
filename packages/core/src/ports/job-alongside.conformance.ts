/** What every store must hold when jobs are stored: the project's limit, the sources as they were, templates kept once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QuotaReached } from '../identity/quotas.js'
import type { Job } from '../job/job.js'
import {
  hex32,
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  PROJECT,
  plainJob,
  plainSource,
  uuid,
} from './conformance-kit.js'
import { SourcesChanged } from './job-store.js'
import type { Template } from './video-store.js'

const MANY = 1000
const reading = (n: number, source: number, changed: Partial<Job> = {}): Job => {
  const sourceId = uuid(source)
  const spec = { ...plainJob(n).spec, input: { type: 'video_source' as const, sourceId, index: 0 } }
  return plainJob(n, { sourceId, spec, ...changed })
}
const template = (n: number, source: number, changed: Partial<Template> = {}): Template => ({
  id: uuid(n),
  sourceId: uuid(source),
  serviceName: 'c-intrusiondetection-cloud',
  name: 'gate',
  common: { a: 1, b: [2] },
  createdAt: n,
  updatedAt: n,
  ...changed,
})

/** Registers the suite; `name` says which adapter is under test. */
export function jobAlongsideConformance(name: string, open: OpenStores): void {
  test(`${name}: jobs do not pass the limit of their project, also when all are stored at once`, () =>
    onProjects(open, async ({ jobs }) => {
      await jobs.insert([plainJob(1), plainJob(2, { projectId: OTHER_PROJECT })], { most: MANY })
      const ends = await Promise.allSettled(
        [10, 20, 30].map((n) => jobs.insert([plainJob(n), plainJob(n + 1)], { most: 4 })),
      )
      const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
      assert.equal(refused.length, 2)
      for (const error of refused) {
        assert.ok(error instanceof QuotaReached)
        assert.deepEqual([error.total, error.most], [3, 4])
      }
      assert.equal(await jobs.count(PROJECT), 3)
    }))

  test(`${name}: jobs are stored only while their sources are as they were when the jobs were made`, () =>
    onProjects(open, async ({ jobs, video }) => {
      const before = plainSource(1)
      await video.addSource(before, [], MANY)
      await jobs.insert([reading(1, 1)], { sources: [before] })
      await video.changeSource(before, { ...before, name: 'gate' }, true)
      await assert.rejects(jobs.insert([reading(2, 1)], { sources: [before] }), SourcesChanged)
      await assert.rejects(jobs.insert([reading(2, 2)], { sources: [plainSource(2)] }), SourcesChanged)
      const job = (await jobs.find(hex32(1)))!
      await assert.rejects(jobs.replaceSpec(job, 'PENDING', undefined, { sources: [before] }), SourcesChanged)
      assert.equal(await jobs.count(PROJECT), 1)
      assert.equal((await jobs.find(hex32(1)))?.generation, 1)
      const now = (await video.findSource(uuid(1)))!
      assert.equal(await jobs.replaceSpec(job, 'PENDING', undefined, { sources: [now] }), true)
    }))

  test(`${name}: a config is kept once for a source and a service, under a name of its own`, () =>
    onProjects(open, async ({ jobs, video }) => {
      for (const n of [1, 2]) await video.addSource(plainSource(n), [], MANY)
      await jobs.insert([reading(1, 1), reading(2, 2), plainJob(3)], {
        templates: [template(1, 1), template(2, 2)],
      })
      await jobs.insert([reading(4, 1)], {
        templates: [template(4, 1, { common: { b: [2], a: 1 }, name: 'x' })],
      })
      await jobs.insert([reading(5, 1)], { templates: [template(5, 1, { serviceName: 'c-other' })] })
      await jobs.insert([reading(6, 1)], { templates: [template(6, 1, { common: {} })] })
      const kept = (await video.templatesOf(uuid(1))).map((one) => [
        one.id,
        one.name,
        one.serviceName,
        one.jobs,
      ])
      assert.deepEqual(kept, [
        [uuid(1), 'gate', 'c-intrusiondetection-cloud', 2],
        [uuid(5), 'gate-2', 'c-other', 1],
        [uuid(6), 'gate-3', 'c-intrusiondetection-cloud', 1],
      ])
      const of = async (n: number) => (await jobs.find(hex32(n)))?.templateId
      assert.deepEqual(await Promise.all([1, 2, 3, 4].map(of)), [uuid(1), uuid(2), undefined, uuid(1)])
      const { jobs: _, ...first } = (await video.templatesOf(uuid(1)))[0]!
      assert.deepEqual(first, template(1, 1))
    }))

  test(`${name}: a new spec brings another source and template; those of a source go with it`, () =>
    onProjects(open, async ({ jobs, video }) => {
      for (const n of [1, 2]) await video.addSource(plainSource(n), [], MANY)
      await jobs.insert([reading(1, 1)], { templates: [template(1, 1)] })
      const moved = { ...(await jobs.find(hex32(1)))!, ...reading(1, 2), templateId: undefined }
      assert.equal(await jobs.replaceSpec(moved, 'PENDING', undefined, { templates: [template(2, 2)] }), true)
      const job = await jobs.find(hex32(1))
      assert.deepEqual([job?.sourceId, job?.templateId], [uuid(2), uuid(2)])
      assert.equal((await video.templatesOf(uuid(1)))[0]?.jobs, 0)
      assert.equal(await video.removeSource(PROJECT, uuid(1)), 0)
      assert.deepEqual(await video.templatesOf(uuid(1)), [])
      const back = { ...job!, templateId: undefined }
      assert.equal(await jobs.replaceSpec(back, 'PENDING'), true)
      assert.equal((await jobs.find(hex32(1)))?.templateId, undefined)
    }))
}
