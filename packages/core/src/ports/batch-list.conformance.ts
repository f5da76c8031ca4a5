/** What every BatchStore must list. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JobState } from '../job/states.js'
import type { BatchFilter } from './batch-store.js'
import {
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  PROJECT,
  plainBatch,
  plainGroup,
  plainMember,
  plainSource,
  type StoresUnderTest,
  uuid,
} from './conformance-kit.js'

const all: BatchFilter = {
  projectId: PROJECT,
  sortBy: 'created_at',
  sortDir: 'asc',
  offset: 0,
  limit: 100,
  mostSources: 2,
}

/** Batch 1 of group 1 with members 1 to 3, batch 2 of both groups with member 4, batch 3 of group 2 without any. */
async function withBatches({ batches, video }: StoresUnderTest): Promise<void> {
  for (const n of [1, 2, 3, 4]) await video.addSource(plainSource(n), [], 100)
  for (const n of [1, 2]) await video.addGroup(plainGroup(n), [], 100)
  const [one, two, three] = [
    plainBatch(1, { name: 'Gate' }),
    plainBatch(2, { name: 'gates', groupIds: [uuid(2), uuid(1)], serviceName: 'c-other' }),
    plainBatch(3, { name: 'yard', groupIds: [uuid(2)] }),
  ]
  for (const batch of [one, two, three]) await batches.add(batch)
  const states: JobState[] = ['RUNNING', 'STOPPED', 'RUNNING']
  const members = states.map((state, i) => plainMember(one, i + 1, { state, sourceName: `camera-${i + 1}` }))
  await batches.addMembers(one, members, 100)
  await batches.addMembers(two, [plainMember(two, 4, { state: 'FAILED', sourceName: 'camera-4' })], 100)
}

/** Registers the suite; `name` says which adapter is under test. */
export function batchListConformance(name: string, open: OpenStores): void {
  test(`${name}: a batch is listed with its groups, the sources of its oldest members and counts by state`, () =>
    onProjects(open, async (stores) => {
      await withBatches(stores)
      const { batches, total } = await stores.batches.list(all)
      assert.equal(total, 3)
      const { createdAt, serviceName, id } = plainBatch(1)
      assert.deepEqual(batches[0], {
        id,
        name: 'Gate',
        serviceName,
        createdAt,
        groupNames: ['group-1'],
        sourceNames: ['camera-1', 'camera-2', 'camera-3'],
        counts: { RUNNING: 2, STOPPED: 1 },
      })
      assert.deepEqual(batches[1]?.groupNames, ['group-2', 'group-1'])
      assert.deepEqual([batches[2]?.sourceNames, batches[2]?.counts], [[], {}])
      assert.equal((await stores.batches.list({ ...all, mostSources: 1 })).batches[0]?.sourceNames.length, 2)
    }))

  const NARROWED: [string, Partial<BatchFilter>, string[]][] = [
    ['a part of the name, with its case', { nameLike: 'gate' }, ['gates']],
    ['the service', { serviceNames: ['c-other', 'c-none'] }, ['gates']],
    ['a group by its id', { groups: [uuid(1)] }, ['Gate', 'gates']],
    ['a group by its name', { groups: ['none', 'group-2'] }, ['gates', 'yard']],
    ['a state of a member', { state: 'STOPPED' }, ['Gate']],
    ['a state that no member has', { state: 'FROZEN' }, []],
    ['all of it at once', { nameLike: 'ate', groups: ['group-2'], state: 'FAILED' }, ['gates']],
    ['the project', { projectId: OTHER_PROJECT }, []],
  ]
  for (const [what, filter, names] of NARROWED)
    test(`${name}: batches are filtered by ${what}`, () =>
      onProjects(open, async (stores) => {
        await withBatches(stores)
        const { batches, total } = await stores.batches.list({ ...all, ...filter })
        assert.deepEqual([total, ...batches.map((batch) => batch.name)], [names.length, ...names])
      }))

  test(`${name}: batches are ordered by time or by number of members, and paged`, () =>
    onProjects(open, async (stores) => {
      await withBatches(stores)
      const names = async (filter: Partial<BatchFilter>) =>
        (await stores.batches.list({ ...all, ...filter })).batches.map((batch) => batch.name)
      assert.deepEqual(await names({}), ['Gate', 'gates', 'yard'])
      assert.deepEqual(await names({ sortDir: 'desc' }), ['yard', 'gates', 'Gate'])
      assert.deepEqual(await names({ sortBy: 'task_count' }), ['yard', 'gates', 'Gate'])
      assert.deepEqual(await names({ sortBy: 'task_count', sortDir: 'desc', limit: 2 }), ['Gate', 'gates'])
      assert.deepEqual(await names({ offset: 1, limit: 1 }), ['gates'])
      assert.deepEqual(await names({ offset: 3 }), [])
    }))
}
