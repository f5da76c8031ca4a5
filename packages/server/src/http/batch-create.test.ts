import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ParameterError, type Release } from '@vigia/core'
import { plainGroup, plainSource, uuid } from '@vigia/core/conformance'
import { addGroup, batchCalls, groupOf, inputOf } from './batches.testing.js'
import { algorithm, createJob, SERVICE, type TestApp, testApp } from './test-app.js'

const ROI = '{"polygons":[{"data":[[0,0],[9,0],[9,9]]}]}'

async function setUp(t: { after(fn: () => Promise<void>): void }) {
  const checked: unknown[] = []
  const validate: Release['validate'] = ({ target_roi }) => {
    checked.push(target_roi)
    if (target_roi === 'bad') throw new ParameterError('target_roi', 'is bad')
  }
  const algorithms = new Map([
    [SERVICE, { ...algorithm, releases: [{ ...algorithm.releases[0], validate }] as [Release] }],
  ])
  const app = { ...(await testApp({ deps: { algorithms } })), checked }
  t.after(() => app.close())
  await addGroup(app, 1, [1, 2, 3])
  await addGroup(app, 2, [3, 4])
  return { app, ...batchCalls(app) }
}
const nothingStored = async ({ stores, projectId }: TestApp, list: () => Promise<{ count: number }>) => {
  assert.equal(await stores.jobs.count(projectId), 0)
  assert.equal((await list()).count, 0)
}

test('a batch has one job for each source of its groups, also of one that stands in two of them', async (t) => {
  const { app, create, members } = await setUp(t)
  const { status, body } = await create({ description: 'all', ...inputOf(groupOf(1), groupOf(2)) })
  assert.equal(status, 200)
  const { id, ...counts } = body
  assert.deepEqual(counts, { total_count: 4, failed_count: 0, succeed_count: 4, error_list: [] })
  const jobs = await members(id)
  assert.deepEqual(
    jobs.map(({ name, sourceName, sourceId }) => [name, sourceName, sourceId]),
    [1, 2, 3, 4].map((n) => [`yard-${n}`, `camera-${n}`, uuid(n)]),
  )
  const job = await app.stores.jobs.find(jobs[0]!.id)
  assert.deepEqual(job?.spec, {
    input: { type: 'video_source', sourceId: uuid(1), index: 0 },
    output: { eventCenter: true },
    common: {},
  })
  const { state, desired, description, serviceVersion, creator } = jobs[0]!
  assert.deepEqual(
    [state, desired, description, serviceVersion, creator],
    ['PENDING', 'run', 'all', '1.0', 'admin'],
  )
  assert.ok(app.wakes() > 0)
})

test('no member is made for a release that was upgraded at the same moment', async (t) => {
  const app = await testApp()
  t.after(() => app.close())
  await addGroup(app, 1, [1, 2])
  const { create, members } = batchCalls(app)
  const { batches, deployments } = app.stores
  const { takeNumbers } = batches
  batches.takeNumbers = async (...args) => {
    const before = (await deployments.get(app.projectId, SERVICE))!
    await deployments.put({ ...before, version: '2.0' })
    return takeNumbers.apply(batches, args)
  }
  const { status, body } = await create()
  assert.deepEqual([status, body.error_code], [500, 'VIAS.00010012'])
  assert.match(body.detail, /the service was upgraded at the same moment/)
  assert.equal(await app.stores.jobs.count(app.projectId), 0)

  const again = (await create()).body
  const versions = (await members(again.id)).map(({ serviceVersion }) => serviceVersion)
  assert.deepEqual(versions, ['2.0', '2.0'])
})

test('the list of jobs shows the members of a batch', async (t) => {
  const { app, create } = await setUp(t)
  await createJob(app, { name: 'alone' })
  const { id } = (await create()).body
  for (const path of ['v1/ID/infer/tasks', 'v2/ID/tasks']) {
    const list = await app.call('GET', `/${path.replace('ID', app.projectId)}?batch_id=${id}&sort_dir=asc`)
    const names = list.body.tasks.map(({ name }: { name: string }) => name)
    assert.deepEqual(names, ['yard-1', 'yard-2', 'yard-3'])
  }
})

test('a region of a source is put in place of that of all; an empty one says nothing', async (t) => {
  const { app, create, members } = await setUp(t)
  const common = { quality: 50, target_roi: '{"lines":[]}' }
  const { body } = await create({ config: { common }, ...inputOf(groupOf(1, [1, ROI], [2, ''], 3)) })
  const jobs = await Promise.all((await members(body.id)).map(({ id }) => app.stores.jobs.find(id)))
  assert.deepEqual(
    jobs.map((job) => job?.spec.common),
    [{ ...common, target_roi: ROI }, common, common],
  )
})

test('members that cannot be made are told one by one, and the others are made', async (t) => {
  const { app, create, members } = await setUp(t)
  await createJob(app, { name: 'yard-2' })
  const input = inputOf(groupOf(1, 1, 2, 4, [3, ROI]), groupOf(2, [3, '{}'], [3, ROI], 9))
  const { status, body } = await create(input)
  assert.equal(status, 200)
  const { id, error_list, ...counts } = body
  assert.deepEqual(counts, { total_count: 6, failed_count: 4, succeed_count: 2 })
  assert.deepEqual(error_list, [
    `source ${uuid(4)}: video_source_id: there is no such source in group "group-1"; add it to the group, or leave it out`,
    `source ${uuid(3)}: target_roi: the source is named twice with different ones; the first counts, leave the other out`,
    `source ${uuid(9)}: video_source_id: there is no such source in group "group-2"; add it to the group, or leave it out`,
    `source "camera-2" (${uuid(2)}): name: "yard-2" is taken by another job of this project`,
  ])
  assert.deepEqual(
    (await members(id)).map(({ name }) => name),
    ['yard-1', 'yard-3'],
  )
})

test('what a schedule cannot turn on and off fails alone', async (t) => {
  const { app, create } = await setUp(t)
  const file = plainSource(7, { projectId: app.projectId, input: { type: 'url', url: 'file:///a.mp4' } })
  await app.stores.video.addSource(file, [uuid(2)], 100)
  const schedule = {
    type: 'weekly',
    timezone: '+00:00',
    days_of_week: [2],
    periods: [[{ begin_at: '09:00:00', end_at: '10:00:00' }]],
  }
  const { body } = await create({ schedule, ...inputOf(groupOf(2)) })
  assert.deepEqual([body.succeed_count, body.failed_count], [2, 1])
  assert.match(body.error_list[0], /^source "camera-7" .*a job with a schedule reads a stream/)
  const [member] = await batchCalls(app).members(body.id)
  assert.deepEqual([member?.desired, member?.nextAt], ['rest', Date.UTC(2026, 10, 24, 9)])
})

const WHOLE: [string, Record<string, unknown>, string, RegExp][] = [
  ['an unknown service', { service_name: 'c-none' }, 'VIAS.00010002', /^service_name: /],
  ['an unknown version', { service_version: '9.9' }, 'VIAS.00010002', /^service_version: /],
  ['a wrong config', { config: { common: { quality: 1 } } }, 'VIAS.00010001', /^config.common.quality: /],
  ['no output', { output: {} }, 'VIAS.00010001', /^output: /],
  [
    'an unknown group',
    inputOf(groupOf(1), groupOf(77)),
    'VIAS.00010002',
    /^batch_input.video_source_group\[1\].video_source_group_id: there is no group/,
  ],
  ['a group twice', inputOf(groupOf(1), groupOf(1)), 'VIAS.00010001', /\[1\].* is there twice/],
  ['no groups', { batch_input: { video_source_group: [] } }, 'VIAS.00010001', /^batch_input.video_source_gr/],
  [
    'a region that is too long',
    inputOf(groupOf(1, [1, ' '.repeat(2049)])),
    'VIAS.00010001',
    /video_source_group\[0\].video_source_list\[0\].target_roi: /,
  ],
  [
    'a bad schedule',
    { schedule: { type: 'weekly', timezone: '+00:00', days_of_week: [1], periods: [[]] } },
    'VIAS.00010001',
    /^schedule/,
  ],
]
for (const [what, change, code, detail] of WHOLE)
  test(`a batch with ${what} is refused as a whole`, async (t) => {
    const { app, create, list } = await setUp(t)
    const { status, body } = await create(change)
    assert.deepEqual([status, body.error_code], [400, code], JSON.stringify(body))
    assert.match(body.detail, detail)
    await nothingStored(app, list)
  })

test('a batch of which no member can be made is refused with the first reason, and its name stays free', async (t) => {
  const { app, create, list } = await setUp(t)
  await createJob(app, { name: 'yard-1' })
  const codes: [object, string, RegExp][] = [
    [
      inputOf(groupOf(1, 9, 8)),
      'VIAS.00010002',
      /: source [0-9a-f-]+9: video_source_id: there is no such source/,
    ],
    [
      inputOf(groupOf(1, [1, 'bad'])),
      'VIAS.00010001',
      /^batch_input: none of its 1 jobs can be made: source "camera-1" .*: config.common.target_roi: is bad/,
    ],
    [inputOf(groupOf(1, 1)), 'VIAS.00010011', /source "camera-1" .*: name: "yard-1" is taken/],
  ]
  for (const [change, code, detail] of codes) {
    const { status, body } = await create(change as Record<string, unknown>)
    assert.deepEqual([status, body.error_code], [400, code])
    assert.match(body.detail, detail)
  }
  assert.equal((await list()).count, 0)
  assert.equal((await create()).body.succeed_count, 2, 'yard-2 and yard-3')
})

test('a region that the algorithm does not take fails that source, and is checked once', async (t) => {
  const { app, create } = await setUp(t)
  const { body } = await create(inputOf(groupOf(1, [1, ROI], [2, 'bad']), groupOf(2, [3, 'bad'], [4, ROI])))
  assert.deepEqual([body.succeed_count, body.failed_count], [2, 2])
  assert.match(body.error_list[1], /^source "camera-3" .*: config.common.target_roi: is bad$/)
  assert.deepEqual(app.checked, [undefined, ROI, 'bad'])
})

test('a batch may have a larger body than other requests, and one that is too large is told its limit', async (t) => {
  const { create } = await setUp(t)
  const padded = (bytes: number) => create({ padding: 'x'.repeat(bytes) })
  assert.equal((await padded(11_000_000)).status, 200)
  const { status, body } = await padded(13_000_000)
  assert.deepEqual([status, body.detail], [400, 'body: is larger than 12582912 bytes'])
})

test('the name of a batch is its own within the project', async (t) => {
  const { create } = await setUp(t)
  await create()
  const { status, body } = await create()
  assert.deepEqual([status, body.error_code], [400, 'VIAS.00010011'])
  assert.match(body.detail, /^name: "yard" is taken by another batch/)
})

test('a name that is too long with its number fails that job', async (t) => {
  const { create, members } = await setUp(t)
  const { body } = await create({ name: 'n'.repeat(99) })
  assert.equal(body.error_code, 'VIAS.00010001')
  assert.match(body.detail, /longer than 100 characters; shorten the name of the batch/)
  const fits = await create({ name: 'n'.repeat(98) })
  assert.deepEqual([fits.body.succeed_count, (await members(fits.body.id))[0]?.name.length], [3, 100])
})

test('a group of edge sources is none for a cloud service', async (t) => {
  const { app, create } = await setUp(t)
  const edge = plainGroup(3, { projectId: app.projectId, accessType: 'edge' })
  await app.stores.video.addGroup(edge, [], 9)
  const { body } = await create(inputOf(groupOf(3)))
  assert.equal(body.error_code, 'VIAS.00010001')
  assert.match(body.detail, /^batch_input.video_source_group\[0\].*"group-3" is for edge analysis/)
})

test('a group cannot go while a batch names it', async (t) => {
  const { app, create } = await setUp(t)
  await create()
  assert.equal(await app.stores.video.removeGroup(app.projectId, uuid(1)), 1)
  assert.equal(await app.stores.video.removeGroup(app.projectId, uuid(2)), 0)
})
