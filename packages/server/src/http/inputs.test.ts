/** What a job reads: every type of input with the members it needs, secrets masked and kept. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createBody, createJob, putObject, putState, SERVICE, type TestApp, testApp } from './test-app.js'
import { createCamera } from './video.testing.js'

let t: TestApp
before(async () => {
  t = await testApp()
  await t.call('POST', `/v2/${t.projectId}/vis/streams`, { stream_name: 'gate-1' })
  await createCamera(t, { id: 'cam_7' })
  await putObject(t, 'videos', 'yard/a.mp4')
  await putObject(t, 'videos', 'a')
})
after(() => t.close())

const create = (input: object, change: object = {}) =>
  t.call('POST', `/v2/${t.projectId}/services/${SERVICE}/tasks`, createBody({ input, ...change }))
const details = async (id: string, edition: 'v1' | 'v2' = 'v1') =>
  (await t.call('GET', `/${edition}/${t.projectId}/${edition === 'v1' ? 'infer/' : ''}tasks/${id}`)).body
const update = (id: string, body: object) => t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, body)

const DEVICE = `${'1'.repeat(20)}#${'a'.repeat(32)}`
const server = { ip: '10.0.0.7', port: 18531, username: 'viewer', password: 'vcn-s3cret' }
const rest = {
  url: 'https://cameras.example.org/find?id=7',
  headers: { 'X-Key': 'k-999' },
  certificate_check: true,
  rtsp_path_in_response: 'data/url',
}

/** [type on the wire, item, what details show of it, the source's name, type shown] */
const INPUTS: [string, object, object, string, string?][] = [
  ['obs', { bucket: 'videos', path: 'yard/a.mp4' }, { bucket: 'videos', path: 'yard/a.mp4' }, 'a.mp4'],
  ['vis', { stream_name: 'gate-1' }, { stream_name: 'gate-1' }, 'gate-1'],
  ['edgecamera', { id: 'cam_7' }, { id: 'cam_7' }, 'cam_7'],
  ['restful', rest, { ...rest, headers: { 'X-Key': '******' } }, 'find'],
  ['edgerestful', rest, { ...rest, headers: { 'X-Key': '******' } }, 'find', 'restful'],
  [
    'vcn',
    { device_id: DEVICE, stream_type: 2, node_id: 'node-1' },
    { device_id: DEVICE, stream_type: 2, node_id: 'node-1' },
    `10.0.0.7/${DEVICE}`,
  ],
]

for (const [type, item, shown, name, shownType = type] of INPUTS) {
  test(`a job reads input of type ${type}; details show its members and no secret`, async () => {
    const input = { type, data: [item], ...(type === 'vcn' ? { vcn: server } : {}) }
    const { status, body } = await create(input, { name: `input-${type}` })
    assert.equal(status, 200, JSON.stringify(body))
    for (const edition of ['v1', 'v2'] as const) {
      const job = await details(body.tasks[0].id, edition)
      assert.deepEqual(job.input, {
        type: shownType,
        data: [{ ...shown, index: 0 }],
        ...(type === 'vcn' ? { vcn: { ...server, password: '******' } } : {}),
      })
      assert.equal(job.video_source_name, name)
    }
  })
}

test('what is published as default is meant where it is absent, and is not put in', async () => {
  const { certificate_check: _, ...without } = rest
  const checked = await create({ type: 'restful', data: [without] }, { name: 'default-check' })
  const shown = await details(checked.body.tasks[0].id)
  assert.equal(shown.input.data[0].certificate_check, false)
  assert.equal(shown.output.event_center, false)
  const plain = await create({ type: 'obs', data: [{ bucket: 'videos', path: 'a' }] }, { name: 'no-check' })
  assert.ok(!('certificate_check' in (await details(plain.body.tasks[0].id)).input.data[0]))
})

const MISSING: [string, string, object, string][] = [
  ['url', 'url', {}, 'data[0].url'],
  ['obs', 'bucket', { path: 'a.mp4' }, 'data[0].bucket'],
  ['obs', 'path', { bucket: 'videos' }, 'data[0].path'],
  ['vis', 'stream_name', {}, 'data[0].stream_name'],
  ['edgecamera', 'id', {}, 'data[0].id'],
  ['restful', 'url', { ...rest, url: undefined }, 'data[0].url'],
  [
    'restful',
    'rtsp_path_in_response',
    { ...rest, rtsp_path_in_response: undefined },
    'data[0].rtsp_path_in_response',
  ],
  ['vcn', 'device_id', {}, 'data[0].device_id'],
  ['vcn', 'vcn', { device_id: DEVICE }, 'vcn'],
  ['video_source', 'video_source_id', {}, 'data[0].video_source_id'],
]
for (const [type, member, item, field] of MISSING) {
  test(`input of type ${type} needs ${member}`, async () => {
    const { status, body } = await create({ type, data: [item] })
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'])
    assert.equal(body.detail, `input.${field}: is required when input.type is ${type}`)
  })
}

test('a video source that nobody registered is told as one that does not exist', async () => {
  const { body } = await create({ type: 'video_source', data: [{ video_source_id: 'yard-cam' }] })
  assert.equal(body.error_code, 'VIAS.00010002')
  assert.match(body.detail, /^input\.data\[0\]\.video_source_id: there is no video source yard-cam/)
})

test('a REST look-up needs http, an address that may be reached, and headers that HTTP can carry', async () => {
  const refused = async (change: object) =>
    (await create({ type: 'restful', data: [{ ...rest, ...change }] })).body.detail
  assert.match(await refused({ url: 'rtsp://10.0.0.9/ch1' }), /^input\.data\[0\]\.url: must begin with http/)
  assert.match(
    await refused({ url: 'https://refused.example/' }),
    /^input\.data\[0\]\.url: .*VIGIA_EGRESS_ALLOW/,
  )
  assert.match(await refused({ headers: { Host: 'x' } }), /^input\.data\[0\]\.headers\.Host: is set by HTTP/)
})

test('the way into the answer of a REST look-up is a slash path, and at most 10 headers are sent', async () => {
  const detailOf = async (change: object) => {
    const { status, body } = await create({ type: 'restful', data: [{ ...rest, ...change }] })
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010001'])
    return body.detail as string
  }
  for (const path of ['/data/url', 'data.url', '$.data.url', 'data[0]', ''])
    assert.match(await detailOf({ rtsp_path_in_response: path }), /rtsp_path_in_response/, path)
  const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`X-${i}`, 'a']))
  assert.match(await detailOf({ headers: eleven }), /headers/)
  assert.match(await detailOf({ headers: { 'X-Key': 'a\r\nHost: b' } }), /headers\.X-Key/)
})

test('two devices of a VCN make two jobs; one job cannot be given both', async () => {
  const devices = [DEVICE, DEVICE.replace('a', 'b')].map((device_id) => ({ device_id }))
  const { status, body } = await create({ type: 'vcn', data: devices, vcn: server }, { name: 'two' })
  assert.deepEqual([status, body.tasks.length], [200, 2])
  await putState(t, body.tasks[0].id, 'STOPPED')
  const both = { ...(await details(body.tasks[0].id)), input: { type: 'vcn', data: devices, vcn: server } }
  const refused = await update(body.tasks[0].id, both)
  assert.deepEqual([refused.status, refused.body.error_code], [400, 'VIAS.00010001'])
  assert.match(refused.body.detail, /data/)
})

test('a VCN must be where media sources may be, at a port that can be dialled', async () => {
  const strict = await testApp({
    deps: {
      checkMedia: async (url) => {
        if (new URL(url).hostname === '127.0.0.1')
          throw new Error('127.0.0.1 is a loopback address; VIGIA_MEDIA_ALLOW may allow it')
      },
    },
  })
  try {
    const detailOf = async (change: object) => {
      const input = { type: 'vcn', data: [{ device_id: DEVICE }], vcn: { ...server, ...change } }
      const path = `/v2/${strict.projectId}/services/${SERVICE}/tasks`
      return (await strict.call('POST', path, createBody({ input }))).body.detail
    }
    assert.match(await detailOf({ ip: '127.0.0.1' }), /^input\.vcn\.ip: .*VIGIA_MEDIA_ALLOW/)
    assert.match(await detailOf({ port: 0 }), /^input\.vcn\.port: nothing can listen on port 0/)
  } finally {
    await strict.close()
  }
})

test('certificates of a REST look-up are not checked unless asked for, as v2 documents it', async () => {
  const { body } = await create(
    { type: 'restful', data: [{ url: rest.url, rtsp_path_in_response: 'url' }] },
    { name: 'rest-bare' },
  )
  assert.deepEqual((await details(body.tasks[0].id)).input.data[0], {
    url: rest.url,
    headers: {},
    certificate_check: false,
    rtsp_path_in_response: 'url',
    index: 0,
  })
})

test('masked secrets of a REST look-up and of a VCN are kept, but not for another server', async () => {
  const lookUp = (await create({ type: 'restful', data: [rest] }, { name: 'keep-rest' })).body.tasks[0].id
  const vcn = (
    await create({ type: 'vcn', data: [{ device_id: DEVICE }], vcn: server }, { name: 'keep-vcn' })
  ).body.tasks[0].id
  for (const id of [lookUp, vcn]) {
    await putState(t, id, 'STOPPED')
    const before = (await t.stores.jobs.find(id))?.spec.input
    const shown = await details(id)
    assert.equal((await update(id, shown)).status, 200)
    assert.deepEqual((await t.stores.jobs.find(id))?.spec.input, before)
  }
  const elsewhere = await details(lookUp)
  elsewhere.input.data[0].url = 'https://other.example.org/find'
  assert.match((await update(lookUp, elsewhere)).body.detail, /^input\.data\[0\]\.headers\.X-Key: .*masked/)
  const other = await details(vcn)
  other.input.vcn.ip = '10.0.0.8'
  assert.match((await update(vcn, other)).body.detail, /^input\.vcn\.password: .*masked/)
})

test('config and service_config are synonyms; config wins', async () => {
  const id = await createJob(t, { name: 'synonym', service_config: { common: { quality: 40 } } })
  assert.deepEqual((await details(id)).config, { common: { quality: 40 } })
  const both = await createJob(t, {
    name: 'synonym-2',
    config: { common: { quality: 50 } },
    service_config: { common: { quality: 40 } },
  })
  assert.deepEqual((await details(both)).config, { common: { quality: 50 } })
})
