/** What every BatchStore must do with batches and their members; lists have a suite of their own. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Batch } from './batch-store.js'
import {
  hex32,
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  PROJECT,
  plainBatch,
  plainGroup,
  plainJob,
  plainMember,
  plainSource,
  type StoresUnderTest,
  uuid,
} from './conformance-kit.js'
import { firstUse } from './deployment-store.js'
import { NameTaken } from './job-store.js'

const MOST = 100

/** Two groups with sources 1 to 4. */
async function withGroups({ video }: StoresUnderTest): Promise<void> {
  for (const n of [1, 2, 3, 4]) await video.addSource(plainSource(n), [], MOST)
  await video.addGroup(plainGroup(1), [uuid(1), uuid(2)], MOST)
  await video.addGroup(plainGroup(2), [uuid(3), uuid(4)], MOST)
}

async function withBatch(stores: StoresUnderTest, changed: Partial<Batch> = {}): Promise<Batch> {
  await withGroups(stores)
  const batch = plainBatch(1, changed)
  assert.equal(await stores.batches.add(batch), true)
  return batch
}

/** Registers the suite; `name` says which adapter is under test. */
export function batchStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: a batch comes back as it went in, its empty fields too, and only in its project`, () =>
    onProjects(open, async (stores) => {
      const full = await withBatch(stores, {
        description: 'all gates',
        schedule: {
          type: 'weekly',
          timezone: '+08:00',
          days: [1],
          periods: [[{ begin: '08:00:00', end: '18:00:00' }]],
        },
        orderId: hex32(9),
        priority: 'high',
        groupIds: [uuid(2), uuid(1)],
        spec: {
          output: { eventCenter: true },
          common: { quality: 5 },
          regions: { [uuid(1)]: '{"lines":[]}' },
        },
      })
      assert.equal(await stores.batches.add(plainBatch(2)), true)
      assert.deepEqual(await stores.batches.get(PROJECT, full.id), full)
      assert.deepEqual(await stores.batches.get(PROJECT, hex32(2)), plainBatch(2))
      assert.equal(await stores.batches.get(OTHER_PROJECT, full.id), undefined)
      assert.equal(await stores.batches.markForDeletion(OTHER_PROJECT, full.id), false)
    }))

  test(`${name}: a taken name is told, on adding and on renaming; another project has names of its own`, () =>
    onProjects(open, async (stores) => {
      const { batches, video } = stores
      await withBatch(stores)
      const taken = (error: unknown) => error instanceof NameTaken && error.jobName === 'batch-1'
      await assert.rejects(batches.add(plainBatch(2, { name: 'batch-1' })), taken)
      await batches.add(plainBatch(3))
      await assert.rejects(batches.replace(plainBatch(3, { name: 'batch-1' })), taken)
      await video.addGroup(plainGroup(5, { projectId: OTHER_PROJECT }), [], MOST)
      const other = plainBatch(4, { name: 'batch-1', projectId: OTHER_PROJECT, groupIds: [uuid(5)] })
      assert.equal(await batches.add(other), true)
    }))

  test(`${name}: groups that are gone, or of another project, are no groups of a batch`, () =>
    onProjects(open, async (stores) => {
      const batch = await withBatch(stores)
      const groupIds = [uuid(1), uuid(77)]
      assert.equal(await stores.batches.add(plainBatch(2, { groupIds })), false)
      assert.equal(await stores.batches.add(plainBatch(2, { projectId: OTHER_PROJECT })), false)
      assert.equal(await stores.batches.replace({ ...batch, groupIds }), false)
      assert.deepEqual(await stores.batches.get(PROJECT, batch.id), batch)
      assert.equal(await stores.batches.get(PROJECT, hex32(2)), undefined)
    }))

  test(`${name}: a batch is replaced only as long as it is as it was read`, () =>
    onProjects(open, async (stores) => {
      const batch = await withBatch(stores)
      const to = { ...batch, name: 'yard', description: 'new', groupIds: [uuid(2)] }
      assert.equal(await stores.batches.replace(to), true)
      assert.equal(await stores.batches.replace({ ...to, name: 'late' }), false)
      assert.deepEqual(await stores.batches.get(PROJECT, batch.id), { ...to, generation: 2 })
      assert.deepEqual(
        [await stores.batches.isAt(batch.id, 1), await stores.batches.isAt(batch.id, 2)],
        [false, true],
      )
      assert.equal(await stores.video.removeGroup(PROJECT, uuid(1)), 0, 'no batch names it any more')
    }))

  test(`${name}: numbers for names are given once, also at the same moment`, () =>
    onProjects(open, async (stores) => {
      const { id } = await withBatch(stores)
      const firsts = await Promise.all([1, 2, 3].map((count) => stores.batches.takeNumbers(id, count)))
      assert.deepEqual(firsts, [1, 2, 4])
      assert.equal(await stores.batches.takeNumbers(id, 1), 7)
      assert.equal(await stores.batches.takeNumbers(hex32(77), 1), undefined)
    }))

  test(`${name}: members are inserted as far as it is possible, and each outcome is told`, () =>
    onProjects(open, async (stores) => {
      const batch = await withBatch(stores)
      await stores.jobs.insert([plainJob(90, { name: 'member-2' })])
      const gone = { ...plainMember(batch, 5), source: plainSource(5) }
      const renamed = { ...plainMember(batch, 4), source: plainSource(4, { updatedAt: 1 }) }
      const again = plainMember(batch, 1, { id: hex32(91), name: 'again' })
      const members = [plainMember(batch, 2), plainMember(batch, 1), gone, renamed, again]
      const late = plainMember(batch, 3)
      assert.deepEqual(await stores.batches.addMembers(batch, [...members, late], 2), [
        'name taken',
        'stored',
        'source changed',
        'source changed',
        'member already',
        'too many jobs',
      ])
      assert.deepEqual(await stores.jobs.find(hex32(1)), plainMember(batch, 1).job)
      assert.deepEqual(await stores.batches.addMembers(batch, [again, late], 3), ['member already', 'stored'])
      assert.equal(await stores.jobs.count(PROJECT), 3)
      assert.deepEqual(await stores.batches.addMembers(batch, [], 3), [])
    }))

  test(`${name}: a source may have a member in each of several batches`, () =>
    onProjects(open, async (stores) => {
      const one = await withBatch(stores)
      const other = { ...one, id: hex32(0xb2), name: 'another' }
      assert.equal(await stores.batches.add(other), true)
      const [first, second] = [plainMember(one, 1), plainMember(one, 1)]
      const job = { ...second.job, id: hex32(0x51), name: 'another-1', batchId: other.id }
      assert.deepEqual(await stores.batches.addMembers(one, [first], MOST), ['stored'])
      assert.deepEqual(await stores.batches.addMembers(other, [{ ...second, job }], MOST), ['stored'])
    }))

  test(`${name}: a taken name takes no room from the next member`, () =>
    onProjects(open, async (stores) => {
      const batch = await withBatch(stores)
      await stores.jobs.insert([plainJob(90, { name: 'member-1' })])
      const members = [1, 2, 3].map((n) => plainMember(batch, n))
      assert.deepEqual(await stores.batches.addMembers(batch, members, 2), [
        'name taken',
        'stored',
        'too many jobs',
      ])
    }))

  test(`${name}: members are read some at a time, in the order of their creation`, () =>
    onProjects(open, async (stores) => {
      const batch = await withBatch(stores)
      await stores.batches.addMembers(
        batch,
        [3, 1].map((n) => plainMember(batch, n)),
        MOST,
      )
      await stores.jobs.insert([plainJob(90)])
      await stores.batches.addMembers(batch, [plainMember(batch, 2)], MOST)
      const first = await stores.batches.members(batch.id, 0, 2)
      assert.deepEqual(
        first.map(({ job }) => job.name),
        ['member-3', 'member-1'],
      )
      const { spec: _, ...summary } = plainMember(batch, 2).job
      const rest = await stores.batches.members(batch.id, first[1]!.position, 2)
      assert.deepEqual(
        rest.map(({ job }) => job),
        [summary],
      )
      assert.deepEqual(await stores.batches.members(batch.id, rest[0]!.position, 2), [])
    }))

  test(`${name}: a source whose member is being deleted may have another one`, () =>
    onProjects(open, async (stores) => {
      const batch = await withBatch(stores)
      const job = plainMember(batch, 1, { state: 'DELETING' })
      const next = plainMember(batch, 1, { id: hex32(91), name: 'next' })
      assert.deepEqual(await stores.batches.addMembers(batch, [job], MOST), ['stored'])
      assert.deepEqual(await stores.batches.addMembers(batch, [next], MOST), ['stored'])
    }))

  test(`${name}: a template is saved with its member, and not for one that is not stored`, () =>
    onProjects(open, async (stores) => {
      const batch = await withBatch(stores)
      const [first, second] = [1, 2].map((n) => ({
        ...plainMember(batch, n),
        template: {
          id: uuid(n + 100),
          sourceId: uuid(n),
          serviceName: batch.serviceName,
          name: 'gate',
          common: { n },
          createdAt: 1,
          updatedAt: 1,
        },
      }))
      await stores.batches.addMembers(batch, [first!, second!], 1)
      assert.deepEqual(await stores.video.templatesOf(uuid(1)), [{ ...first!.template, jobs: 1 }])
      assert.deepEqual(await stores.video.templatesOf(uuid(2)), [])
      assert.equal((await stores.jobs.find(hex32(1)))?.templateId, uuid(101))
    }))

  test(`${name}: a batch that was changed or is being deleted gets no more members of its old form`, () =>
    onProjects(open, async (stores) => {
      const batch = await withBatch(stores)
      await stores.batches.replace(batch)
      assert.deepEqual(await stores.batches.addMembers(batch, [plainMember(batch, 1)], MOST), ['overtaken'])
      const now = { ...batch, generation: 2 }
      await stores.batches.markForDeletion(PROJECT, batch.id)
      assert.deepEqual(await stores.batches.addMembers(now, [plainMember(now, 1)], MOST), ['overtaken'])
      assert.equal(await stores.batches.isAt(batch.id, 2), false)
      assert.equal(await stores.batches.replace(now), false)
      assert.equal(await stores.jobs.count(PROJECT), 0)
    }))

  test(`${name}: members are not stored when another release of their service was deployed meanwhile`, () =>
    onProjects(open, async (stores) => {
      const batch = await withBatch(stores)
      const { projectId, serviceName, createdAt } = batch
      await stores.deployments.put(firstUse(projectId, serviceName, '2.0', createdAt))
      const add = (version: string | undefined) =>
        stores.batches.addMembers(batch, [plainMember(batch, 1)], MOST, { serviceName, version })
      assert.deepEqual(await add('1.0'), ['release changed'])
      assert.deepEqual(await add(undefined), ['release changed'])
      assert.equal(await stores.jobs.count(PROJECT), 0)
      assert.deepEqual(await add('2.0'), ['stored'])
    }))

  test(`${name}: a batch marked for deletion is known until its last member is gone`, () =>
    onProjects(open, async (stores) => {
      const { batches, jobs, video } = stores
      const batch = await withBatch(stores)
      await batches.addMembers(batch, [plainMember(batch, 1)], MOST)
      assert.deepEqual(await batches.markedForDeletion(), [])
      assert.equal(await batches.markForDeletion(PROJECT, batch.id), true)
      assert.deepEqual(await batches.markedForDeletion(), [batch.id])
      assert.equal(await batches.removeEmpty(batch.id), false)
      await jobs.remove(hex32(1))
      assert.equal(await batches.removeEmpty(batch.id), true)
      assert.equal(await batches.removeEmpty(batch.id), false)
      assert.deepEqual(await batches.markedForDeletion(), [])
      assert.equal(await video.removeGroup(PROJECT, uuid(1)), 0)
    }))
}
