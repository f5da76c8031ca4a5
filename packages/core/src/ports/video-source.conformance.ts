/** What every VideoStore must do with sources; groups have a suite of their own. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QuotaReached } from '../identity/quotas.js'
import {
  hex32,
  type OpenStores,
  OTHER_PROJECT,
  onProjects,
  PROJECT,
  plainGroup,
  plainJob,
  plainSource,
  uuid,
} from './conformance-kit.js'
import { NameTaken } from './job-store.js'
import { NotThere, ScheduledJobReads, type SourceFilter, type VideoStore } from './video-store.js'

const MANY = 1000
const all: SourceFilter = {
  projectId: PROJECT,
  sortBy: 'created_at',
  sortDir: 'asc',
  offset: 0,
  limit: undefined,
}
const reading = (n: number, sourceId: string) =>
  plainJob(n, {
    sourceId,
    spec: { ...plainJob(n).spec, input: { type: 'video_source', sourceId, index: 0 } },
  })
const weekly = {
  type: 'weekly' as const,
  timezone: '+00:00',
  days: [1],
  periods: [[{ begin: '08:00:00', end: '18:00:00' }]],
}

/** Registers the suite; `name` says which adapter is under test. */
export function videoSourceConformance(name: string, open: OpenStores): void {
  test(`${name}: a source comes back as it went in, in its project only, and in the groups it was added to`, () =>
    onProjects(open, async ({ video }) => {
      await video.addGroup(plainGroup(9), [], MANY)
      const source = plainSource(1, {
        tags: ['gate', 'a,b'],
        latitude: '52.5',
        longitude: '-1.25',
        status: 9,
        type: 'restful',
        accessType: 'edge',
      })
      await video.addSource(source, [uuid(9), uuid(9)], MANY)
      assert.deepEqual(await video.source(PROJECT, uuid(1)), source)
      assert.deepEqual(await video.findSource(uuid(1)), source)
      assert.deepEqual(await video.sourcesOf(PROJECT, [uuid(1), uuid(1), uuid(2)]), [source])
      assert.equal(await video.source(OTHER_PROJECT, uuid(1)), undefined)
      assert.deepEqual(await video.sourcesOf(OTHER_PROJECT, [uuid(1)]), [])
      assert.deepEqual(await video.membershipsOf([uuid(1)]), [
        { sourceId: uuid(1), groupId: uuid(9), groupName: 'group-9' },
      ])
    }))

  test(`${name}: a taken name, a group of another project and a full project are told, and nothing is kept`, () =>
    onProjects(open, async ({ video }) => {
      await video.addGroup(plainGroup(9, { projectId: OTHER_PROJECT }), [], MANY)
      await video.addSource(plainSource(1), [], MANY)
      const add = (n: number, groups: string[], most: number, changed = {}) =>
        video.addSource(plainSource(n, changed), groups, most)
      await assert.rejects(add(2, [], MANY, { name: 'camera-1' }), NameTaken)
      await assert.rejects(
        add(2, [uuid(9), uuid(8)], MANY),
        (error) => error instanceof NotThere && error.ids.length === 2,
      )
      await assert.rejects(
        add(2, [], 1),
        (error) => error instanceof QuotaReached && error.total === 1 && error.most === 1,
      )
      assert.equal(await video.countSources(PROJECT), 1)
      await add(3, [], 1, { projectId: OTHER_PROJECT, name: 'camera-1' })
    }))

  test(`${name}: sources that are added at once do not pass the limit`, () =>
    onProjects(open, async ({ video }) => {
      const ends = await Promise.allSettled(
        [1, 2, 3, 4, 5].map((n) => video.addSource(plainSource(n), [], 3)),
      )
      assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 3)
      assert.equal(await video.countSources(PROJECT), 3)
    }))

  test(`${name}: a change replaces name, place, tags and input; of two from one look the first wins`, () =>
    onProjects(open, async ({ video }) => {
      const before = plainSource(1)
      await video.addSource(before, [], MANY)
      const to = {
        ...before,
        name: 'gate',
        latitude: '1',
        longitude: '2',
        tags: ['x'],
        input: { type: 'obs' as const, bucket: 'videos', path: 'a.mp4' },
      }
      assert.equal(await video.changeSource(before, to, false), true)
      assert.equal(await video.changeSource(before, { ...to, name: 'late' }, false), false)
      const after = await video.findSource(uuid(1))
      assert.deepEqual(after, { ...to, updatedAt: before.updatedAt + 1 })
      await video.addSource(plainSource(2), [], MANY)
      await assert.rejects(video.changeSource(after!, { ...after!, name: 'camera-2' }, true), NameTaken)
    }))

  test(`${name}: a new name is that of the jobs on the source, also where they were just read`, () =>
    onProjects(open, async ({ jobs, video }) => {
      await video.addSource(plainSource(1), [], MANY)
      await jobs.insert([reading(1, uuid(1)), plainJob(2)])
      await jobs.find(hex32(1))
      const before = plainSource(1)
      await video.changeSource(before, { ...before, name: 'gate' }, true)
      assert.equal((await jobs.find(hex32(1)))?.sourceName, 'gate')
      assert.equal((await jobs.find(hex32(2)))?.sourceName, plainJob(2).sourceName)
    }))

  test(`${name}: a source that a job reads on a schedule stays one that takes schedules`, () =>
    onProjects(open, async ({ jobs, video }) => {
      await video.addSource(plainSource(1), [], MANY)
      await jobs.insert([{ ...reading(1, uuid(1)), name: 'nightly', schedule: weekly }])
      const before = plainSource(1)
      const to = { ...before, name: 'file', input: { type: 'url' as const, url: 'file:///a.mp4' } }
      await assert.rejects(
        video.changeSource(before, to, false),
        (error) => error instanceof ScheduledJobReads && error.jobName === 'nightly',
      )
      assert.deepEqual(await video.findSource(uuid(1)), before)
    }))

  test(`${name}: a source that jobs read stays and tells how many; jobs that are being deleted do not count`, () =>
    onProjects(open, async ({ jobs, video }) => {
      await video.addGroup(plainGroup(9), [], MANY)
      await video.addSource(plainSource(1), [uuid(9)], MANY)
      await jobs.insert([reading(1, uuid(1)), { ...reading(2, uuid(1)), state: 'DELETING' }])
      assert.equal(await video.removeSource(OTHER_PROJECT, uuid(1)), undefined)
      assert.equal(await video.removeSource(PROJECT, uuid(1)), 1)
      assert.ok(await video.findSource(uuid(1)))
      await jobs.remove(hex32(1))
      assert.equal(await video.removeSource(PROJECT, uuid(1)), 0)
      assert.equal(await video.removeSource(PROJECT, uuid(1)), undefined)
      assert.deepEqual(await video.sourceIdsOf([uuid(9)]), [])
    }))

  test(`${name}: the state of a source is what the job that looked last has seen`, () =>
    onProjects(open, async ({ jobs, video }) => {
      await video.addSource(plainSource(1), [], MANY)
      await video.addSource(plainSource(2), [], MANY)
      await jobs.insert([{ ...reading(1, uuid(1)), state: 'STARTING' }, plainJob(2)])
      const go = async (
        from: 'STARTING' | 'RUNNING' | 'ABNORMAL' | 'STOPPING',
        to: typeof from | 'START_FAILED',
      ) => {
        const change = { jobId: hex32(1), expectState: from, state: to, status: undefined }
        assert.equal(await jobs.change({ ...change, cause: 'test', actor: 'test' }), true)
        return (await video.findSource(uuid(1)))?.status
      }
      assert.equal(await go('STARTING', 'RUNNING'), 1)
      assert.equal(await go('RUNNING', 'ABNORMAL'), 9)
      assert.equal(await go('ABNORMAL', 'RUNNING'), 1)
      assert.equal(await go('RUNNING', 'STOPPING'), 1)
      assert.equal(await go('STOPPING', 'STARTING'), 1)
      assert.equal(await go('STARTING', 'START_FAILED'), 2)
      assert.equal((await video.findSource(uuid(2)))?.status, 2)
      assert.equal((await video.findSource(uuid(1)))?.updatedAt, plainSource(1).updatedAt)
    }))

  sourceLists(name, open)
}

function sourceLists(name: string, open: OpenStores): void {
  const fill = async (video: VideoStore) => {
    await video.addGroup(plainGroup(8, { name: 'Yard' }), [], MANY)
    await video.addGroup(plainGroup(9, { name: 'gates' }), [], MANY)
    await video.addSource(plainSource(1, { name: 'Gate_100%', tags: ['north', 'east'] }), [uuid(9)], MANY)
    await video.addSource(
      plainSource(2, { name: 'gate-2', status: 1, type: 'vcn' }),
      [uuid(8), uuid(9)],
      MANY,
    )
    await video.addSource(plainSource(3, { accessType: 'edge', status: 9, tags: ['northern'] }), [], MANY)
    await video.addSource(plainSource(4, { projectId: OTHER_PROJECT }), [], MANY)
  }

  test(`${name}: sources are listed by every filter, sorted and paged`, () =>
    onProjects(open, async ({ video }) => {
      await fill(video)
      const found = async (filter: Partial<SourceFilter>) => {
        const { sources, total } = await video.listSources({ ...all, ...filter })
        return [total, ...sources.map(({ id }) => Number(`0x${id.slice(-4)}`))]
      }
      assert.deepEqual(await found({}), [3, 1, 2, 3])
      assert.deepEqual(await found({ sortDir: 'desc', offset: 1, limit: 1 }), [3, 2])
      assert.deepEqual(await found({ offset: 5, limit: 5 }), [3])
      assert.deepEqual(await found({ nameLike: 'Gate' }), [1, 1])
      assert.deepEqual(await found({ nameLike: 'e_1' }), [1, 1])
      assert.deepEqual(await found({ groupNameLike: 'gate' }), [2, 1, 2])
      assert.deepEqual(await found({ groupNameLike: 'yard' }), [0])
      assert.deepEqual(await found({ groupIds: [uuid(8)] }), [1, 2])
      assert.deepEqual(await found({ groupIds: [uuid(8), uuid(9), uuid(7)] }), [2, 1, 2])
      assert.deepEqual(await found({ statuses: [1, 9] }), [2, 2, 3])
      assert.deepEqual(await found({ types: ['vcn', 'ivm'] }), [1, 2])
      assert.deepEqual(await found({ accessTypes: ['edge'] }), [1, 3])
      assert.deepEqual(await found({ accessTypes: ['edge', 'cloud'] }), [3, 1, 2, 3])
      assert.deepEqual(await found({ tagLike: 'north' }), [2, 1, 3])
      assert.deepEqual(await found({ tagLike: 'east', nameLike: 'Gate', groupIds: [uuid(9)] }), [1, 1])
      assert.deepEqual(await found({ projectId: OTHER_PROJECT }), [1, 4])
    }))

  test(`${name}: lists tell how many jobs and templates a source has, and sort by that`, () =>
    onProjects(open, async ({ jobs, video }) => {
      await fill(video)
      const template = (n: number, sourceId: string, common: object) => ({
        id: uuid(n),
        sourceId,
        serviceName: 'c-intrusiondetection-cloud',
        name: `t-${n}`,
        common: { ...common },
        createdAt: n,
        updatedAt: n,
      })
      await jobs.insert([reading(1, uuid(2)), reading(2, uuid(2))])
      await jobs.insert([reading(3, uuid(3))], { templates: [template(1, uuid(3), { a: 1 })] })
      const numbers = async (sortBy: SourceFilter['sortBy'], sortDir: 'asc' | 'desc') =>
        (await video.listSources({ ...all, sortBy, sortDir })).sources.map(
          ({ name: of, jobs: j, templates: t }) => [of, j, t],
        )
      const [one, two, three] = [
        ['Gate_100%', 0, 0],
        ['gate-2', 2, 0],
        ['camera-3', 1, 1],
      ]
      assert.deepEqual(await numbers('created_at', 'asc'), [one, two, three])
      assert.deepEqual(await numbers('jobs', 'desc'), [two, three, one])
      assert.deepEqual(await numbers('jobs', 'asc'), [one, three, two])
      assert.deepEqual(await numbers('templates', 'desc'), [three, two, one])
    }))
}
