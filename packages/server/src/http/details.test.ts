import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { BUILT_IN_PACKAGE_ID } from '@vigia/core'
import {
  ALG_IDS,
  createBody,
  createJob,
  putState,
  SERVICE,
  SERVICE_ID,
  type TestApp,
  testApp,
} from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

const v1 = (id: string) => t.call('GET', `/v1/${t.projectId}/infer/tasks/${id}`)
const v2 = (id: string) => t.call('GET', `/v2/${t.projectId}/tasks/${id}`)

test('v1 details: every member of the seed that applies, and priority besides; secrets are masked', async () => {
  const id = await createJob(t, {
    name: 'gate-1',
    description: 'Main gate',
    input: { type: 'url', data: [{ url: 'rtsp://viewer:s3cret@10.0.0.9:554/ch1' }] },
    output: {
      webhook: {
        url: 'https://u:pw@hooks.example.org/in',
        headers: { 'X-Key': 'k-12345', b: 'c' },
        data_category: ['alarm'],
      },
      event_center: true,
    },
    config: { common: { quality: 80 } },
  })
  const { status, body } = await v1(id)
  assert.equal(status, 200)
  const { task_config, ...rest } = body
  assert.deepEqual(rest, {
    id,
    name: 'gate-1',
    creator: 'admin',
    project_id: t.projectId,
    description: 'Main gate',
    release_id: SERVICE_ID,
    created_at: '2026-11-24T08:00:00.000Z',
    updated_at: '2026-11-24T08:00:00.000Z',
    state: 'PENDING',
    status: 'Waiting for a free analysis slot.',
    input: { type: 'url', data: [{ url: 'rtsp://viewer:******@10.0.0.9:554/ch1', index: 0 }] },
    output: {
      webhook: {
        url: 'https://u:******@hooks.example.org/in',
        headers: { 'X-Key': '******', b: '******' },
        data_category: ['alarm'],
      },
      event_center: true,
    },
    config: { common: { quality: 80 } },
    video_source_name: '10.0.0.9:554/ch1',
    title: 'Test Watching',
    company: 'Vigia',
    package_id: BUILT_IN_PACKAGE_ID,
    priority: 'normal',
    type: 'cloud',
  })
  assert.match(
    task_config,
    /^<\?xml .*<algorithm><config><common><param name="quality" titleCn="JPEG &lt;quality&gt; &amp; more" titleEn="[^"]*" required="false" type="Int" default="90" min="20" max="100"\/><param name="area"[^>]*type="Object"><param name="side"[^>]*type="String"\/><\/param><param name="sampling_fps"/,
  )
})

test('v2 details add service_id, and algorithm_publish_id of the release', async () => {
  const { body } = await v2(await createJob(t, { name: 'gate-2' }))
  assert.deepEqual(
    [body.release_id, body.service_id, body.algorithm_publish_id, body.type, body.output.event_center],
    [SERVICE_ID, SERVICE_ID, ALG_IDS['1.0'], 'cloud', false],
  )
})

test('state, status, error and times follow the job; v1 shows newer states under older names', async () => {
  const id = await createJob(t, { name: 'gate-3' })
  t.pass(1_234)
  await putState(t, id, 'SCHEDULING', 'Looking for a place')
  const [one, two] = [(await v1(id)).body, (await v2(id)).body]
  assert.deepEqual([one.state, two.state, two.status], ['PENDING', 'SCHEDULING', 'Looking for a place'])
  assert.equal(Date.parse(two.updated_at) - Date.parse(two.created_at), 1_234)
  await putState(t, id, 'STOPPED_NO_SERVICE')
  assert.deepEqual([(await v1(id)).body.state, (await v2(id)).body.state], ['STOPPED', 'STOPPED_NO_SERVICE'])
  await t.stores.jobs.change({
    jobId: id,
    expectState: 'STOPPED_NO_SERVICE',
    state: 'FAILED',
    status: 'It broke',
    error: { code: 'SOURCE.GONE', message: 'The camera was taken down' },
    cause: 'test',
    actor: 'test',
  })
  assert.deepEqual((await v1(id)).body.error, { code: 'SOURCE.GONE', message: 'The camera was taken down' })
  await t.stores.jobs.change({
    jobId: id,
    expectState: 'FAILED',
    state: 'FAILED',
    status: undefined,
    error: { code: 'SOURCE.GONE', message: 'm'.repeat(600) },
    cause: 'test',
    actor: 'test',
  })
  assert.equal((await v1(id)).body.error.message.length, 512)
})

test('update changes name, description, input, output and config of a job at rest', async () => {
  const id = await createJob(t, { name: 'rest-1', config: { common: { quality: 50 } } })
  await putState(t, id, 'STOPPED')
  const { service_version: _, ...change } = createBody({
    name: 'rest-2',
    description: 'Now with a description',
    input: { type: 'url', data: [{ url: 'rtsp://10.0.0.10/new' }] },
    output: { event_center: true },
  })
  const { status, body } = await t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, change)
  assert.deepEqual([status, body], [200, {}])
  const { body: now } = await v2(id)
  assert.deepEqual(
    [now.name, now.description, now.input.data[0].url, now.output, now.config.common],
    ['rest-2', 'Now with a description', 'rtsp://10.0.0.10/new', { event_center: true }, { quality: 50 }],
  )
  assert.equal((await t.stores.jobs.find(id))?.generation, 2)
})

test('what details show can be sent back: masked values keep what is stored', async () => {
  const id = await createJob(t, { name: 'mask-1' })
  await putState(t, id, 'STOPPED')
  const shown = (await v1(id)).body
  shown.output.webhook.headers['X-New'] = 'fresh'
  const { status, body } = await t.call('PUT', `/v1/${t.projectId}/infer/tasks/${id}`, shown)
  assert.equal(status, 200, JSON.stringify(body))
  const { spec } = (await t.stores.jobs.find(id))!
  assert.deepEqual(spec.input, { type: 'url', url: 'rtsp://viewer:s3cret@10.0.0.9/ch1', index: 0 })
  assert.deepEqual(spec.output.webhook?.headers, { 'X-Key': 'k-12345', 'X-New': 'fresh' })
})

test('a password that holds @ is hidden whole, and kept when it comes back masked', async () => {
  const url = 'rtsp://viewer:s3@cret@10.0.0.9/ch1'
  const id = await createJob(t, { name: 'mask-at', input: { type: 'url', data: [{ url }] } })
  const shown = (await v1(id)).body
  assert.equal(shown.input.data[0].url, 'rtsp://viewer:******@10.0.0.9/ch1')
  const { status, body } = await t.call('PUT', `/v1/${t.projectId}/infer/tasks/${id}`, shown)
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual((await t.stores.jobs.find(id))?.spec.input, { type: 'url', url, index: 0 })
})

test('a masked password does not go to another host or user', async () => {
  const id = await createJob(t, { name: 'mask-2' })
  await putState(t, id, 'STOPPED')
  for (const url of ['rtsp://viewer:******@10.0.0.66/ch1', 'rtsp://other:******@10.0.0.9/ch1']) {
    const change = createBody({ name: 'mask-2', input: { type: 'url', data: [{ url }] } })
    const { status, body } = await t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, change)
    assert.equal(status, 400)
    assert.match(body.detail, /^input.data\[0\].url: the password is masked/)
  }
})

test('masked header values stay with their receiver: same origin, another path at most', async () => {
  const id = await createJob(t, { name: 'mask-3' })
  await putState(t, id, 'STOPPED')
  const put = (url: string) => {
    const output = { webhook: { url, headers: { 'X-Key': '******' } } }
    return t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, createBody({ name: 'mask-3', output }))
  }
  for (const url of ['https://evil.example/in', 'http://hooks.example.org/in']) {
    const { status, body } = await put(url)
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'])
    assert.match(body.detail, /^output\.webhook\.headers\.X-Key: the value is masked/)
  }
  assert.equal((await put('https://hooks.example.org/other')).status, 200)
  const { spec } = (await t.stores.jobs.find(id))!
  assert.deepEqual(spec.output.webhook?.headers, { 'X-Key': 'k-12345' })
})

test('while a run exists only name and description change', async () => {
  const id = await createJob(t, { name: 'running-1' })
  await putState(t, id, 'RUNNING')
  const renamed = await t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, createBody({ name: 'running-2' }))
  assert.equal(renamed.status, 200, JSON.stringify(renamed.body))
  const other = createBody({
    name: 'running-3',
    input: { type: 'url', data: [{ url: 'rtsp://10.0.0.10/b' }] },
  })
  const { status, body } = await t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, other)
  assert.deepEqual([status, body.error_code], [500, 'VIAS.00010012'])
  assert.match(body.detail, /^update: the job is RUNNING; stop it/)
  const { body: now } = await v2(id)
  assert.deepEqual([now.name, now.state], ['running-2', 'RUNNING'])
})

test('a rename asks nobody for addresses that did not change', async () => {
  const asked: string[] = []
  const note = async (url: string) => void asked.push(url)
  const quiet = await testApp({ deps: { checkMedia: note, checkWebhook: note } })
  try {
    const id = await createJob(quiet)
    assert.equal(asked.length, 2)
    await quiet.call('PUT', `/v2/${quiet.projectId}/tasks/${id}`, createBody({ name: 'renamed' }))
    assert.equal(asked.length, 2)
    assert.equal((await quiet.stores.jobs.find(id))?.name, 'renamed')
  } finally {
    await quiet.close()
  }
})

test('update takes one input, and no name that is taken', async () => {
  await createJob(t, { name: 'neighbour' })
  const id = await createJob(t, { name: 'mover' })
  const two = createBody({ input: { type: 'url', data: [{ url: 'rtsp://a/b' }, { url: 'rtsp://a/c' }] } })
  const { body } = await t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, two)
  assert.match(body.detail, /^input.data: must NOT have more than 1 items/)
  const taken = await t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, createBody({ name: 'neighbour' }))
  assert.deepEqual([taken.status, taken.body.error_code], [400, 'VIAS.00010011'])
})

test('a job of a service that is no longer installed is still shown', async () => {
  const id = await createJob(t, { name: 'orphan' })
  const job = (await t.stores.jobs.find(id))!
  await t.stores.jobs.insert([{ ...job, id: 'e'.repeat(32), name: 'orphan-2', serviceName: 'c-gone-cloud' }])
  const { status, body } = await v2('e'.repeat(32))
  assert.deepEqual([status, body.title, body.service_id], [200, 'c-gone-cloud', ''])
  assert.equal((await t.call('GET', `/v2/${t.projectId}/tasks?task_name=orphan`)).body.count, 2)
  assert.equal((await createJobOf('c-gone-cloud')).status, 400)
})

const createJobOf = (service: string) =>
  t.call('POST', `/v2/${t.projectId}/services/${service}/tasks`, createBody({ name: `of-${SERVICE}` }))

test('a status that a full disk kept from being written is shown all the same', async () => {
  const app = await testApp({ deps: { unwrittenStatus: () => 'Results cannot be stored; free disk space.' } })
  const id = await createJob(app)
  for (const path of [`/v1/${app.projectId}/infer/tasks/${id}`, `/v2/${app.projectId}/tasks/${id}`])
    assert.equal((await app.call('GET', path)).body.status, 'Results cannot be stored; free disk space.')
  const list = await app.call('GET', `/v2/${app.projectId}/tasks`)
  assert.equal(list.body.tasks[0].status, 'Results cannot be stored; free disk space.')
  await app.close()
})
