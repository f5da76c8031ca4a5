/** Jobs that read registered video sources: create, update, schedules, templates. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createBody, createJob, putState, SERVICE, secondProject, type TestApp, testApp } from './test-app.js'
import { createSource, reading, sourceBody, urlConfig } from './video.testing.js'

let t: TestApp
let [first, second] = ['', '']
before(async () => {
  t = await testApp()
  first = await createSource(t, { video_source_name: 'first' })
  second = await createSource(t, { video_source_name: 'second' })
})
after(() => t.close())

const create = (change: object) =>
  t.call('POST', `/v2/${t.projectId}/services/${SERVICE}/tasks`, createBody({ ...change }))
const update = (id: string, change: object) => {
  const { service_version: _, ...body } = createBody({ ...change })
  return t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, body)
}
const details = async (id: string) => (await t.call('GET', `/v2/${t.projectId}/source/sources/${id}`)).body
const change = (id: string, name: string, url: string) =>
  t.call('PUT', `/v2/${t.projectId}/source/${id}`, { video_source_name: name, type_config: urlConfig(url) })
const resting = async (name: string, change = {}) => {
  const id = await createJob(t, { name, ...reading(first), ...change })
  await t.call('PUT', `/v2/${t.projectId}/tasks/${id}/action/stop`)
  await putState(t, id, 'STOPPED')
  return id
}
const schedule = {
  type: 'weekly',
  timezone: '+00:00',
  days_of_week: [1],
  periods: [[{ begin_at: '08:00:00', end_at: '18:00:00' }]],
}

test('a request with several sources makes a job for each, named like its source', async () => {
  const { status, body } = await create({ name: 'many', ...reading(first, second) })
  assert.equal(status, 200, JSON.stringify(body))
  const jobs = await Promise.all(body.tasks.map(({ id }: { id: string }) => t.stores.jobs.find(id)))
  assert.deepEqual(
    jobs.map((job) => [job.name, job.sourceId, job.sourceName, job.spec.input]),
    [
      ['many-0', first, 'first', { type: 'video_source', sourceId: first, index: 0 }],
      ['many-1', second, 'second', { type: 'video_source', sourceId: second, index: 1 }],
    ],
  )
})

test('a source that is not there, or not of this project, is refused with its place; nothing is stored', async () => {
  const other = await secondProject(t)
  const path = `/v2/${other.projectId}/source`
  const foreign = (await t.call('POST', path, sourceBody(), other.token)).body.video_source_id
  for (const id of ['00000000-0000-4000-8000-00000000ffff', foreign]) {
    const { status, body } = await create({ name: 'never', ...reading(first, id) })
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010002'])
    assert.equal(body.detail, `input.data[1].video_source_id: there is no video source ${id} in this project`)
  }
  assert.equal((await t.call('GET', `/v2/${t.projectId}/tasks?task_name=never`)).body.total, 0)
})

test('a source for edge analysis does not fit a cloud service', async () => {
  const edge = await createSource(t, { video_source_name: 'edge', access_type: 'edge' })
  const { body } = await create({ name: 'never', ...reading(edge) })
  assert.equal(body.error_code, 'VIAS.00010001')
  assert.match(body.detail, /^input.data\[0\].video_source_id: "edge" is for edge analysis/)
})

test('an update gives a job another source; not another type of input, and not the other way round', async () => {
  const id = await resting('switch')
  const done = await update(id, { name: 'switch', ...reading(second) })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const job = await t.stores.jobs.find(id)
  assert.deepEqual([job?.sourceId, job?.sourceName], [second, 'second'])
  const away = await update(id, { name: 'switch' })
  assert.match(away.body.detail, /^input.type: the job reads an input of type video_source/)
  const plain = await createJob(t, { name: 'plain' })
  await putState(t, plain, 'STOPPED')
  const onto = await update(plain, { name: 'plain', ...reading(first) })
  assert.match(onto.body.detail, /^input.type: the job reads an input of type url/)
  assert.equal(onto.body.error_code, 'VIAS.00010001')
})

test('a schedule needs a stream: of the source when the job is made, and of the source as it becomes', async () => {
  const file = await createSource(t, { video_source_name: 'file', type_config: urlConfig('file:///a.mp4') })
  const refused = await create({ name: 'never', ...reading(first, file), schedule })
  assert.match(refused.body.detail, /^input.data\[1\].video_source_id: a job with a schedule reads an rtsp/)
  const stream = await createSource(t, { video_source_name: 'stream' })
  await createJob(t, { name: 'nightly', ...reading(stream), schedule })
  const turned = await change(stream, 'stream', 'file:///a.mp4')
  assert.deepEqual([turned.status, turned.body.error_code], [400, 'VIAS.00010001'])
  assert.match(turned.body.detail, /^type_config: job "nightly" reads this source on a schedule/)
  assert.equal((await change(stream, 'stream', 'rtmp://10.0.0.9/live')).status, 200)
})

test('a source that is changed between the look at it and the job is looked at again', async () => {
  const moving = await createSource(t, { video_source_name: 'moving' })
  const { video } = t.stores
  const sourcesOf = video.sourcesOf.bind(video)
  video.sourcesOf = async (...args) => {
    video.sourcesOf = sourcesOf
    const seen = await sourcesOf(...args)
    assert.equal((await change(moving, 'moved', 'file:///a.mp4')).status, 200)
    return seen
  }
  const { body } = await create({ name: 'never', ...reading(moving), schedule })
  assert.match(body.detail, /^input.data\[0\].video_source_id: a job with a schedule/)
  const [id] = (await create({ name: 'follows', ...reading(moving) })).body.tasks.map(
    (job: { id: string }) => job.id,
  )
  assert.equal((await t.stores.jobs.find(id))?.sourceName, 'moved')
})

test('a source that is deleted between the look at it and the job is not there', async () => {
  const going = await createSource(t, { video_source_name: 'going' })
  const { jobs } = t.stores
  const insert = jobs.insert.bind(jobs)
  jobs.insert = async (...args) => {
    jobs.insert = insert
    assert.equal((await t.call('DELETE', `/v2/${t.projectId}/source/${going}`)).status, 200)
    return insert(...args)
  }
  const { body } = await create({ name: 'never', ...reading(going) })
  assert.deepEqual([body.error_code], ['VIAS.00010002'])
})

test('a config is saved as a template of the source, once, and a taken name gets a number', async () => {
  const source = await createSource(t, { video_source_name: 'template' })
  const roi = '{"polygons":[]}'
  const saving = (name: string, common: object) =>
    createJob(t, { name, ...reading(source), config: { common }, is_saved_as_template: true })
  const one = await saving('day', { quality: 50, target_roi: roi })
  const same = await saving('again', { target_roi: roi, quality: 50 })
  await saving('night', { quality: 60 })
  await t.stores.jobs.remove(await saving('late', { quality: 80 }))
  await saving('late', { quality: 70 })
  await createJob(t, { name: 'unsaved', ...reading(source), config: { common: { quality: 60 } } })
  const at = Date.UTC(2026, 10, 24, 8)
  const shown = (await details(source)).service_config_templates
  const named = (name: string, roi: string, common: object, numTask: number) => ({
    name,
    roi,
    serviceConfig: { common },
    createAt: at,
    modifyAt: at,
    numTask,
  })
  assert.deepEqual(shown, [
    named('day', roi, { quality: 50, target_roi: roi }, 2),
    named('night', '', { quality: 60 }, 1),
    named('late', '', { quality: 80 }, 0),
    named('late-2', '', { quality: 70 }, 1),
  ])
  const [a, b] = await Promise.all([one, same].map((id) => t.stores.jobs.find(id)))
  assert.ok(a?.templateId !== undefined && a.templateId === b?.templateId)
})

test('of several sources in a request each gets the template', async () => {
  const sources = [
    await createSource(t, { video_source_name: 'several-1' }),
    await createSource(t, { video_source_name: 'several-2' }),
  ]
  await create({ name: 'several', ...reading(...sources, sources[0]!), is_saved_as_template: true })
  const names = await Promise.all(
    sources.map(async (id) => {
      const { service_config_templates: saved } = await details(id)
      return saved.map(({ name, numTask }: { name: string; numTask: number }) => [name, numTask])
    }),
  )
  assert.deepEqual(names, [[['several-0', 2]], [['several-1', 1]]])
})

test('an update that changes the config leaves the template, and may save another', async () => {
  const id = await resting('retuned', { config: { common: { quality: 33 } }, is_saved_as_template: true })
  const before = (await t.stores.jobs.find(id))?.templateId
  const tune = (quality: number, is_saved_as_template: boolean) =>
    update(id, { name: 'retuned', ...reading(first), config: { common: { quality } }, is_saved_as_template })
  assert.ok(before)
  await tune(33, false)
  assert.equal((await t.stores.jobs.find(id))?.templateId, before)
  await tune(34, false)
  assert.equal((await t.stores.jobs.find(id))?.templateId, undefined)
  await tune(34, true)
  const after = (await t.stores.jobs.find(id))?.templateId
  assert.ok(after && after !== before)
})

test('only a job on a registered source has a template', async () => {
  const { body } = await create({ name: 'never', is_saved_as_template: true })
  assert.deepEqual([body.error_code], ['VIAS.00010001'])
  assert.match(body.detail, /^is_saved_as_template: templates belong to registered video sources/)
})
