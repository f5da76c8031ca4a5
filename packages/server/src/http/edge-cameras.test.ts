/** Edge cameras: what is told of one, its secrets, its streams, its readers, and the lists. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createBody, putState, SERVICE, secondProject, type TestApp, testApp } from './test-app.js'
import { cameraBody, createCamera, createSource, reading } from './video.testing.js'

const PASSWORD = 's3cret'
let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

const path = (id = '') => `/v2/${t.projectId}/edge-cameras${id && `/${id}`}`
const create = (body: object) => t.call('POST', path(), body)
const update = (id: string, body: object) => t.call('PUT', path(id), body)
const show = async (id: string) => (await t.call('GET', path(id))).body
const stored = async (id: string) => (await t.stores.cameras.get(t.projectId, id))!
const job = (input: object, name: string) =>
  t.call('POST', `/v2/${t.projectId}/services/${SERVICE}/tasks`, createBody({ name, input }))
const ofCamera = (id: string) => ({ type: 'edgecamera', data: [{ id }] })

const main = { name: 'main', rtsp: 'rtsp://viewer:s3cret@10.0.0.9/1', width: 1920, height: 1080, fps: 25 }
const sub1 = { name: 'sub1', rtsp: 'rtsp://viewer:s3cret@10.0.0.9/2', codec: 'H264' }

test('a camera is told with its address as attribute rtsp and its label, and no answer holds its password', async () => {
  const made = await create(cameraBody({ id: 'North_1', description: 'By the gate' }))
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const rtsp = 'rtsp://viewer:******@10.0.0.9/ch1'
  assert.deepEqual(made.body, {
    id: 'North_1',
    name: 'North gate',
    description: 'By the gate',
    node_id: 'local',
    attributes: { rtsp },
    labels: { 'iva-device-type': 'camera' },
    streams: [{ name: 'main', rtsp }],
    stream: 'auto',
    created_at: t.now(),
    updated_at: t.now(),
  })
  assert.deepEqual(await show('North_1'), made.body)
  assert.equal((await stored('North_1')).streams[0]!.url, 'rtsp://viewer:s3cret@10.0.0.9/ch1')
})

test('an id is made where none is given, and one that is taken is refused; another project may have it', async () => {
  assert.match(await createCamera(t), /^[0-9a-f]{32}$/)
  await createCamera(t, { id: 'twice' })
  const { status, body } = await create(cameraBody({ id: 'twice' }))
  assert.deepEqual([status, body.error_code], [400, 'VIAS.00010003'])
  assert.match(body.detail, /^id: there is an edge camera twice already/)
  const other = await secondProject(t, 'other')
  const there = `/v2/${other.projectId}/edge-cameras`
  assert.equal((await t.call('POST', there, cameraBody({ id: 'twice' }), other.token)).status, 200)
  assert.equal((await t.call('GET', there, undefined, other.token)).body.total, 1)
})

test('what is shown may be sent back: masked passwords stay, for the same host and user only', async () => {
  await createCamera(t, { id: 'back', attributes: undefined, streams: [main, sub1], stream: 'sub1' })
  const { created_at: _, updated_at: __, id: ___, ...shown } = await show('back')
  assert.equal((await update('back', { ...shown, name: 'New' })).status, 200)
  const after = await stored('back')
  assert.deepEqual([after.name, ...after.streams.map(({ url }) => url)], ['New', main.rtsp, sub1.rtsp])
  for (const rtsp of ['rtsp://viewer:******@10.0.0.66/1', 'rtsp://other:******@10.0.0.9/1']) {
    const { status, body } = await update('back', { attributes: { rtsp } })
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'])
    assert.match(body.detail, /^attributes\.rtsp: the password is masked/)
  }
  assert.equal((await update('back', { description: 'only this' })).body.streams.length, 2)
})

test('user and password may be given apart; later ones are for the addresses that are there', async () => {
  await createCamera(t, {
    id: 'apart',
    attributes: { rtsp: 'rtsp://10.0.0.9/1?x=1' },
    user: 'me@home',
    password: 'a/b:c@d',
  })
  assert.equal((await stored('apart')).streams[0]!.url, 'rtsp://me%40home:a%2Fb%3Ac%40d@10.0.0.9/1?x=1')
  assert.equal((await show('apart')).attributes.rtsp, 'rtsp://me%40home:******@10.0.0.9/1?x=1')
  await update('apart', { user: 'you', password: 'new' })
  assert.equal((await stored('apart')).streams[0]!.url, 'rtsp://you:new@10.0.0.9/1?x=1')
})

const REFUSED: [what: string, change: object, code: string, detail: RegExp][] = [
  [
    'no address',
    { attributes: undefined },
    'VIAS.00010001',
    /^attributes\.rtsp: is required; or give streams, or onvif/,
  ],
  [
    'an address of the web',
    { attributes: { rtsp: 'http://10.0.0.9/' } },
    'VIAS.00010001',
    /^attributes\.rtsp: /,
  ],
  [
    'one that may not be reached',
    { attributes: { rtsp: 'rtsp://refused/' } },
    'VIAS.00010001',
    /^attributes\.rtsp: .*VIGIA_MEDIA_ALLOW/,
  ],
  [
    'a sub-stream that may not be',
    { attributes: undefined, streams: [main, { ...sub1, rtsp: 'rtsp://refused/' }] },
    'VIAS.00010001',
    /^streams\[1\]\.rtsp: .*VIGIA_MEDIA_ALLOW/,
  ],
  [
    'no main stream',
    { attributes: undefined, streams: [sub1] },
    'VIAS.00010001',
    /^streams: main is missing/,
  ],
  [
    'a stream twice',
    { attributes: undefined, streams: [main, main] },
    'VIAS.00010001',
    /^streams: main is there twice/,
  ],
  [
    'two main addresses',
    { streams: [main] },
    'VIAS.00010001',
    /^attributes\.rtsp: is not the address of the stream main/,
  ],
  [
    'a stream that is not there',
    { stream: 'sub2' },
    'VIAS.00010001',
    /^stream: the camera has no stream sub2; use auto, main$|use auto, main/,
  ],
  [
    'a masked password',
    { user: 'viewer', password: '******' },
    'VIAS.00010001',
    /^password: the value is masked/,
  ],
  ['a password of nobody', { password: 'x' }, 'VIAS.00010001', /^user: is required with password/],
  [
    'an unknown node',
    { node_id: 'yard-box' },
    'VIAS.00010002',
    /^node_id: there is no edge node yard-box; .* local only/,
  ],
  ['another label', { labels: { 'iva-device-type': 'robot' } }, 'VIAS.00010001', /iva-device-type/],
  ['an id of other signs', { id: '-a' }, 'VIAS.00010001', /^id: /],
]
for (const [what, change, code, detail] of REFUSED)
  test(`${what} is refused by name`, async () => {
    const made = await create(cameraBody({ id: 'wrong', ...change }))
    assert.deepEqual([made.status, made.body.error_code], [400, code], JSON.stringify(made.body))
    assert.match(made.body.detail, detail)
    assert.ok(!JSON.stringify(made.body).includes(PASSWORD))
    assert.equal(await t.stores.cameras.get(t.projectId, 'wrong'), undefined)
  })

test('an unknown camera is told as that, by jobs, their updates and video sources too', async () => {
  for (const method of ['GET', 'PUT', 'DELETE'] as const) {
    const { status, body } = await t.call(method, path('none'), method === 'PUT' ? {} : undefined)
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010002'])
    assert.match(body.detail, /^camera_id: there is no edge camera none/)
  }
  const refused = ({ status, body }: Awaited<ReturnType<typeof job>>, field: string) => {
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010002'])
    assert.equal(body.detail.split(':')[0], field)
    assert.match(body.detail, /there is no edge camera none in this project; register it/)
  }
  await createCamera(t, { id: 'there' })
  const data = [{ id: 'there' }, { id: 'none' }]
  refused(await job({ type: 'edgecamera', data }, 'unknown'), 'input.data[1].id')
  const { body } = await job(ofCamera('there'), 'switches')
  const change = { input: ofCamera('none') }
  await putState(t, body.tasks[0].id, 'STOPPED')
  refused(
    await t.call('PUT', `/v2/${t.projectId}/tasks/${body.tasks[0].id}`, { ...createBody(), ...change }),
    'input.data[0].id',
  )
  const source = (id: string) => ({
    video_source_name: 'unknown',
    access_type: 'edge',
    type: 'camera',
    type_config: `<type_config><edge_camera_id>${id}</edge_camera_id></type_config>`,
  })
  refused(await t.call('POST', `/v2/${t.projectId}/source`, source('none')), 'type_config.edge_camera_id')
  const id = await createSource(t, source('there'))
  refused(
    await t.call('PUT', `/v2/${t.projectId}/source/${id}`, source('none')),
    'type_config.edge_camera_id',
  )
})

test('a camera that jobs and sources read is not deleted, and they are counted', async () => {
  await createCamera(t, { id: 'used' })
  const refusal = async () => {
    const { status, body } = await t.call('DELETE', path('used'))
    return status === 204 ? 'gone' : `${body.error_code} ${body.detail.split(';')[0]}`
  }
  const { body } = await job(ofCamera('used'), 'reads')
  assert.equal(await refusal(), 'VIAS.00010012 delete: 1 job reads this edge camera')
  const source = await createSource(t, {
    video_source_name: 'The used one',
    access_type: 'edge',
    type: 'camera',
    type_config: '<type_config><edge_camera_id>used</edge_camera_id></type_config>',
  })
  assert.equal(await refusal(), 'VIAS.00010012 delete: 1 job and 1 video source read this edge camera')
  await t.stores.jobs.remove(body.tasks[0].id)
  assert.equal(await refusal(), 'VIAS.00010012 delete: 1 video source reads this edge camera')
  await t.call('DELETE', `/v2/${t.projectId}/source/${source}`)
  assert.equal(await refusal(), 'gone')
  assert.equal((await t.call('GET', path('used'))).status, 400)
})

test('a registered source that is an edge camera is read by services of this installation', async () => {
  await createCamera(t, { id: 'source-cam' })
  const source = await createSource(t, {
    video_source_name: 'Edge source',
    access_type: 'edge',
    type: 'camera',
    type_config: '<type_config><edge_camera_id>source-cam</edge_camera_id></type_config>',
  })
  const { status, body } = await job(reading(source).input, 'by-source')
  assert.equal(status, 200, JSON.stringify(body))
})

test('the number of cameras is limited by a quota', async () => {
  const { projectId, token } = await secondProject(t, 'small')
  await t.stores.identity.setQuotas(projectId, { cameras: 1 })
  const post = (id: string) => t.call('POST', `/v2/${projectId}/edge-cameras`, cameraBody({ id }), token)
  assert.equal((await post('a')).status, 200)
  const { body } = await post('b')
  assert.equal(body.error_code, 'VIAS.0010047')
  assert.match(body.detail, /^quota: the project has 1 edge cameras and may have 1/)
})

test('lists are paged and filtered', async () => {
  const { projectId, token } = await secondProject(t, 'lists')
  const at = `/v2/${projectId}/edge-cameras`
  for (const n of [1, 2, 3, 4, 5, 6, 7]) {
    t.pass(1000)
    await t.call('POST', at, cameraBody({ id: `c${n}`, name: n % 2 ? `Gate ${n}` : `Yard ${n}` }), token)
  }
  const list = async (query: string) => {
    const { body } = await t.call('GET', `${at}?${query}`, undefined, token)
    const ids = body.edge_cameras.map(({ id }: { id: string }) => id).join(' ')
    return [body.count, body.total, body.page, body.page_size, ids]
  }
  assert.deepEqual(await list(''), [7, 7, 1, 10, 'c7 c6 c5 c4 c3 c2 c1'])
  assert.deepEqual(await list('page_size=5&page=2&sort_dir=asc'), [2, 7, 2, 5, 'c6 c7'])
  assert.deepEqual(await list('name_like=Gate'), [4, 4, 1, 10, 'c7 c5 c3 c1'])
  assert.deepEqual(await list('id_like=2&node_id=local'), [1, 1, 1, 10, 'c2'])
  assert.deepEqual(await list('node_id=elsewhere'), [0, 0, 1, 10, ''])
})

test('the database holds no password of a camera in the clear', async () => {
  await createCamera(t, {
    id: 'sealed',
    onvif: { address: 'http://10.0.0.9/', user: 'viewer', password: 'onv1f-s3cret' },
  })
  const { db } = t.stores.cameras as unknown as { db: import('kysely').Kysely<{ edge_cameras: object }> }
  const rows = JSON.stringify(await db.selectFrom('edge_cameras').selectAll().execute())
  assert.match(rows, /North gate/)
  assert.doesNotMatch(rows, /s3cret|10\.0\.0\.9/)
})
