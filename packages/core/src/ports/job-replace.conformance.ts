/** What every JobStore must do when many jobs are replaced at once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hex32, type OpenStores, onProjects, plainJob, plainSource, uuid } from './conformance-kit.js'
import type { Replacement } from './job-store.js'

const replaced = (n: number, change: Partial<Replacement['job']> = {}): Replacement => ({
  job: plainJob(n, { state: 'STOPPED', description: 'new', ...change }),
  expectState: 'STOPPED',
})

/** Registers the suite; `name` says which adapter is under test. */
export function jobReplaceConformance(name: string, open: OpenStores): void {
  test(`${name}: many replacements at once are each refused or done by their own guards`, () =>
    onProjects(open, async ({ jobs, video }) => {
      await video.addSource(plainSource(1), [], 9)
      await jobs.insert([1, 2, 3, 4, 5, 6].map((n) => plainJob(n, { state: 'STOPPED' })))
      const outcomes = await jobs.replaceAll([
        replaced(1, { name: 'renamed' }),
        { ...replaced(2), expectState: 'FAILED' },
        replaced(3, { generation: 7 }),
        replaced(4, { name: 'job-5' }),
        { ...replaced(5), alongside: { sources: [plainSource(1, { updatedAt: 1 })] } },
        { ...replaced(6), plan: { desired: 'rest', nextAt: 5 }, alongside: { sources: [plainSource(1)] } },
        replaced(99),
      ])
      assert.deepEqual(outcomes, ['done', 'changed', 'changed', 'name taken', 'changed', 'done', 'changed'])
      const after = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => jobs.find(hex32(n))))
      assert.deepEqual(
        after.map((job) => [job?.name, job?.description, job?.generation]),
        [['renamed', 'new', 2], ...[2, 3, 4, 5].map((n) => [`job-${n}`, undefined, 1]), ['job-6', 'new', 2]],
      )
      assert.deepEqual([after[5]?.desired, after[5]?.nextAt], ['rest', 5])
      assert.deepEqual(await jobs.replaceAll([]), [])
    }))

  test(`${name}: a refused replacement leaves no template behind`, () =>
    onProjects(open, async ({ jobs, video }) => {
      await video.addSource(plainSource(1), [], 9)
      await jobs.insert([plainJob(1, { state: 'STOPPED', sourceId: uuid(1) })])
      const template = {
        id: uuid(9),
        sourceId: uuid(1),
        serviceName: 'c-a',
        name: 'gate',
        common: {},
        createdAt: 1,
        updatedAt: 1,
      }
      const wanted = { ...replaced(1, { sourceId: uuid(1) }), alongside: { templates: [template] } }
      assert.deepEqual(await jobs.replaceAll([{ ...wanted, expectState: 'FAILED' }]), ['changed'])
      assert.deepEqual(await video.templatesOf(uuid(1)), [])
      assert.deepEqual(await jobs.replaceAll([wanted]), ['done'])
      assert.equal((await jobs.find(hex32(1)))?.templateId, uuid(9))
    }))
}
