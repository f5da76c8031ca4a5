/** What every VideoStore must do with groups of sources. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QuotaReached } from '../identity/quotas.js'
import {
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  PROJECT,
  plainGroup,
  plainSource,
  uuid,
} from './conformance-kit.js'
import { NameTaken } from './job-store.js'
import { type GroupFilter, NotThere, type VideoStore } from './video-store.js'

const MANY = 1000
const all: GroupFilter = {
  projectId: PROJECT,
  sortBy: 'created_at',
  sortDir: 'asc',
  offset: 0,
  limit: undefined,
}
const members = async (video: VideoStore, id: string) =>
  (await video.sourceIdsOf([id])).map(({ sourceId }) => sourceId)

/** Registers the suite; `name` says which adapter is under test. */
export function videoGroupConformance(name: string, open: OpenStores): void {
  test(`${name}: a group comes back as it went in, in its project only, with its sources`, () =>
    onProjects(open, async ({ video }) => {
      for (const n of [1, 2]) await video.addSource(plainSource(n), [], MANY)
      const group = plainGroup(9, { description: 'All gates', accessType: 'edge' })
      await video.addGroup(group, [uuid(2), uuid(1), uuid(2)], MANY)
      assert.deepEqual(await video.group(PROJECT, uuid(9)), group)
      assert.deepEqual(await video.groupsOf(PROJECT, [uuid(9), uuid(9), uuid(8)]), [group])
      assert.equal(await video.group(OTHER_PROJECT, uuid(9)), undefined)
      assert.equal(await video.listedGroup(OTHER_PROJECT, uuid(9)), undefined)
      assert.deepEqual(await members(video, uuid(9)), [uuid(1), uuid(2)])
    }))

  test(`${name}: a taken name, a source of another project and a full project are told, and nothing is kept`, () =>
    onProjects(open, async ({ video }) => {
      await video.addSource(plainSource(1, { projectId: OTHER_PROJECT }), [], MANY)
      await video.addGroup(plainGroup(8), [], MANY)
      await assert.rejects(video.addGroup(plainGroup(9, { name: 'group-8' }), [], MANY), NameTaken)
      await assert.rejects(video.addGroup(plainGroup(9), [uuid(1)], MANY), NotThere)
      await assert.rejects(video.addGroup(plainGroup(9), [], 1), QuotaReached)
      assert.equal(await video.countGroups(PROJECT), 1)
      await video.addGroup(plainGroup(9, { projectId: OTHER_PROJECT, name: 'group-8' }), [], 1)
    }))

  test(`${name}: a change replaces name, description and, when given, the sources; of two from one look the first wins`, () =>
    onProjects(open, async ({ video }) => {
      for (const n of [1, 2]) await video.addSource(plainSource(n), [], MANY)
      const before = plainGroup(9)
      await video.addGroup(before, [uuid(1)], MANY)
      await video.addGroup(plainGroup(8), [], MANY)
      const to = { ...before, name: 'gates', description: 'd' }
      assert.equal(await video.changeGroup(before, to, undefined), true)
      assert.equal(await video.changeGroup(before, { ...to, name: 'late' }, [uuid(2)]), false)
      const after = (await video.group(PROJECT, uuid(9)))!
      assert.deepEqual(after, { ...to, updatedAt: before.updatedAt + 1 })
      assert.deepEqual(await members(video, uuid(9)), [uuid(1)])
      await assert.rejects(video.changeGroup(after, { ...after, name: 'group-8' }, [uuid(2)]), NameTaken)
      await assert.rejects(video.changeGroup(after, after, [uuid(2), uuid(3)]), NotThere)
      assert.deepEqual(await members(video, uuid(9)), [uuid(1)])
      assert.equal(await video.changeGroup(after, after, [uuid(2)]), true)
      assert.deepEqual(await members(video, uuid(9)), [uuid(2)])
    }))

  test(`${name}: a group goes and its sources stay; an unknown one is told`, () =>
    onProjects(open, async ({ video }) => {
      await video.addSource(plainSource(1), [], MANY)
      await video.addGroup(plainGroup(9), [uuid(1)], MANY)
      assert.equal(await video.removeGroup(OTHER_PROJECT, uuid(9)), undefined)
      assert.equal(await video.removeGroup(PROJECT, uuid(9)), 0)
      assert.equal(await video.removeGroup(PROJECT, uuid(9)), undefined)
      assert.ok(await video.findSource(uuid(1)))
      assert.deepEqual(await video.membershipsOf([uuid(1)]), [])
    }))

  test(`${name}: groups are listed by every filter with what is in them, sorted and paged`, () =>
    onProjects(open, async ({ video }) => {
      await video.addSource(plainSource(1, { status: 1 }), [], MANY)
      await video.addSource(plainSource(2, { status: 9, type: 'vcn' }), [], MANY)
      await video.addSource(plainSource(3), [], MANY)
      await video.addGroup(plainGroup(7, { name: 'Yard', updatedAt: 1 }), [uuid(3)], MANY)
      await video.addGroup(plainGroup(8, { name: 'yard-2' }), [uuid(1), uuid(2), uuid(3)], MANY)
      await video.addGroup(plainGroup(9, { accessType: 'edge' }), [], MANY)
      await video.addGroup(plainGroup(10, { projectId: OTHER_PROJECT }), [], MANY)
      const found = async (filter: Partial<GroupFilter>) => {
        const { groups, total } = await video.listGroups({ ...all, ...filter })
        return [total, ...groups.map(({ id }) => Number(`0x${id.slice(-4)}`))]
      }
      const { sources, types, batches } = (await video.listedGroup(PROJECT, uuid(8)))!
      assert.deepEqual(
        { sources, types, batches },
        { sources: { online: 1, offline: 1, abnormal: 1 }, types: ['url', 'vcn'], batches: 0 },
      )
      assert.deepEqual(await found({}), [3, 7, 8, 9])
      assert.deepEqual(await found({ sortDir: 'desc', offset: 1, limit: 1 }), [3, 8])
      assert.deepEqual(await found({ nameLike: 'yard' }), [1, 8])
      assert.deepEqual(await found({ accessTypes: ['edge'] }), [1, 9])
      assert.deepEqual(await found({ status: 2 }), [2, 7, 8])
      assert.deepEqual(await found({ status: 9 }), [1, 8])
      assert.deepEqual(await found({ types: ['url', 'ivm'] }), [2, 7, 8])
      assert.deepEqual(await found({ inBatch: true }), [0])
      assert.deepEqual(await found({ sortBy: 'sources', sortDir: 'desc' }), [3, 8, 7, 9])
      assert.deepEqual(await found({ sortBy: 'batches', sortDir: 'desc' }), [3, 9, 8, 7])
      assert.deepEqual(await found({ sortBy: 'updated_at' }), [3, 7, 8, 9])
    }))
}
