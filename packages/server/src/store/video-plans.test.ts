/** Lists of the video centre are answered from indexes, with 10,000 sources in 200 groups too. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { GroupFilter, JobFilter, SourceFilter } from '@vigia/core'
import { FakeClock, PROJECT, plainGroup, plainSource, uuid } from '@vigia/core/conformance'
import { SqlJobStore } from './jobs.js'
import { openPlans, type Plans, product } from './plans.testing.js'
import { readNow } from './sqlite.js'
import { SqlVideoStore } from './video-centre.js'
import { toGroupRow, toSourceRow } from './video-rows.js'

const SOURCES = 10_000
const GROUPS = 200

let plans: Plans
let video: SqlVideoStore
let jobs: SqlJobStore
before(async () => {
  plans = await openPlans()
  const { db, secrets, sqlite } = plans
  video = new SqlVideoStore(db, secrets, () => undefined)
  jobs = new SqlJobStore(db, secrets, new FakeClock(), readNow(sqlite))
  await db.transaction().execute(async (tx) => {
    for (let n = 1; n <= GROUPS; n++)
      await tx
        .insertInto('video_groups')
        .values(toGroupRow(plainGroup(n)))
        .execute()
    for (let n = 1; n <= SOURCES; n++) {
      await tx
        .insertInto('video_sources')
        .values(toSourceRow(plainSource(n), secrets))
        .execute()
      const member = { group_id: uuid((n % GROUPS) + 1), source_id: uuid(n) }
      await tx.insertInto('video_group_members').values(member).execute()
    }
  })
})
after(() => plans.close())

const stepsOf: Plans['stepsOf'] = (work) => plans.stepsOf(work)

const SOURCE_CHOICES = product<SourceFilter>([
  [{}, { statuses: [1, 9] }],
  [{}, { types: ['url'] }],
  [{}, { accessTypes: ['cloud', 'edge'] }],
  [{}, { nameLike: 'camera-77' }, { groupNameLike: 'group-7' }],
  [{}, { groupIds: [uuid(7), uuid(8)] }],
  [{}, { tagLike: 'north' }],
  [{ sortBy: 'created_at' }, { sortBy: 'jobs' }, { sortBy: 'templates' }],
  [{ sortDir: 'asc' }, { sortDir: 'desc' }],
])

test(`all ${SOURCE_CHOICES.length} combinations of filters and orders of sources walk one covering index; only orders by number are sorted`, async () => {
  for (const choice of SOURCE_CHOICES) {
    const filter = {
      projectId: PROJECT,
      sortBy: 'created_at',
      sortDir: 'desc',
      offset: 20,
      limit: 10,
    } as const
    const steps = await stepsOf(() => video.listSources({ ...filter, ...choice }))
    const what = JSON.stringify({ choice, steps })
    for (const step of steps) {
      assert.doesNotMatch(step, /^SCAN (video_|jobs|templates)/, what)
      if (/SORT|ORDER BY/.test(step)) assert.notEqual(choice.sortBy, 'created_at', what)
      if (/video_sources USING (?!COVERING)/.test(step)) assert.match(step, /\(id=\?\)/, what)
      if (/^SEARCH (jobs|templates)/.test(step)) assert.match(step, /COVERING INDEX/, what)
    }
    const walks = steps.filter((step) =>
      /^SEARCH video_sources USING COVERING INDEX \w+ \(project_id=\?/.test(step),
    )
    assert.equal(walks.length, 2, what)
  }
})

const GROUP_CHOICES = product<GroupFilter>([
  [{}, { status: 1 }],
  [{}, { types: ['url'] }],
  [{}, { accessTypes: ['cloud'] }],
  [{}, { nameLike: 'group-7' }],
  [{}, { inBatch: true }],
  [{ sortBy: 'created_at' }, { sortBy: 'sources' }, { sortBy: 'batches' }],
])

test(`all ${GROUP_CHOICES.length} combinations of filters and orders of groups seek indexes`, async () => {
  for (const choice of GROUP_CHOICES) {
    const filter = {
      projectId: PROJECT,
      sortBy: 'created_at',
      sortDir: 'desc',
      offset: 0,
      limit: 10,
    } as const
    const steps = await stepsOf(() => video.listGroups({ ...filter, ...choice }))
    for (const step of steps) assert.doesNotMatch(step, /^SCAN/, JSON.stringify({ choice, steps }))
  }
})

test('jobs of groups are found by an index', async () => {
  const filter: JobFilter = { projectId: PROJECT, sortDir: 'desc', offset: 0, limit: 10, groupIds: [uuid(1)] }
  for (const step of await stepsOf(() => jobs.list(filter))) assert.doesNotMatch(step, /^SCAN/, step)
})

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

test('a page of 10,000 sources, and of 200 groups, takes far less than a second whatever its order', async () => {
  for (const sortBy of ['created_at', 'jobs', 'templates'] as const) {
    const filter: SourceFilter = { projectId: PROJECT, sortBy, sortDir: 'desc', offset: 9_000, limit: 200 }
    assert.ok((await took(() => video.listSources(filter))) < 1000, sortBy)
  }
  for (const sortBy of ['created_at', 'updated_at', 'sources', 'batches'] as const) {
    const filter: GroupFilter = { projectId: PROJECT, sortBy, sortDir: 'desc', offset: 0, limit: undefined }
    const { groups } = await video.listGroups(filter)
    assert.equal(
      groups.reduce((sum, { sources }) => sum + sources.offline, 0),
      SOURCES,
    )
    assert.ok((await took(() => video.listGroups(filter))) < 1000, sortBy)
  }
})
