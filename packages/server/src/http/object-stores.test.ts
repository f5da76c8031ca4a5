/** Object stores of projects against a real S3 server, and what jobs and sources may name of them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import { objectStores } from '@vigia/objects'
import { freePort, type S3Server, startS3Server, type TempFolder, tempFolder } from '@vigia/testing'
import { createBody, createJob, putState, SERVICE, secondProject, type TestApp, testApp } from './test-app.js'
import { sourceBody } from './video.testing.js'

let t: TestApp
let server: S3Server
let data: TempFolder
before(async () => {
  server = await startS3Server(['footage'])
  data = await tempFolder()
  const policy = addressPolicy('media', '127.0.0.1')
  t = await testApp({ deps: { openStore: objectStores({ dataDir: data.path, policy }) } })
})
after(async () => {
  await t.close()
  await server.stop()
  await data.remove()
})

const store = (method: 'GET' | 'PUT' | 'DELETE', body?: object) =>
  t.call(method, `/v2/${t.projectId}/object-store`, body)
const access = (change: object = {}) => ({
  endpoint: server.endpoint,
  access_key: server.accessKey,
  secret_key: server.secretKey,
  ...change,
})
const objects = (bucket: string, query: string, project = t) =>
  `/v2/${project.projectId}/buckets/${bucket}/objects?${query}`
const upload = (bucket: string, key: string, payload = 'no video', headers: Record<string, string> = {}) =>
  t.app.inject({
    method: 'PUT',
    url: objects(bucket, `key=${encodeURIComponent(key)}`),
    headers: { 'x-auth-token': t.token, ...headers },
    payload,
  })
const create = (bucket: string, path: string, name = 'gate') =>
  t.call(
    'POST',
    `/v2/${t.projectId}/services/${SERVICE}/tasks`,
    createBody({ name, input: { type: 'obs', data: [{ bucket, path }] } }),
  )

test('a project begins with a folder of buckets: objects are uploaded, listed page by page, and deleted', async () => {
  assert.deepEqual((await store('GET')).body, { type: 'folder' })
  for (const key of ['day/b.mp4', 'day/a ä.mp4', 'x']) {
    const { statusCode, body } = await upload('videos', key)
    assert.equal(statusCode, 200, body)
    const { modified_at, ...told } = JSON.parse(body)
    assert.deepEqual(told, { bucket: 'videos', key, size: 8 })
    assert.ok(Date.now() - modified_at < 60_000)
  }
  const first = await t.call('GET', objects('videos', 'prefix=day/&limit=1'))
  assert.deepEqual([first.body.count, first.body.more, first.body.objects[0].key], [1, true, 'day/a ä.mp4'])
  const after = encodeURIComponent(first.body.objects[0].key)
  const second = await t.call('GET', objects('videos', `prefix=day/&after=${after}`))
  assert.deepEqual([second.body.more, second.body.objects[0].key], [false, 'day/b.mp4'])
  for (let i = 0; i < 2; i++) assert.deepEqual((await t.call('DELETE', objects('videos', 'key=x'))).body, {})
  assert.equal((await t.call('GET', objects('videos', 'prefix=x'))).body.count, 0)
})

test('objects with a body of any type are taken as they are, JSON too; of unknown length they are refused', async () => {
  assert.equal(
    (await upload('videos', 'a.json', '{"a":', { 'content-type': 'application/json' })).statusCode,
    200,
  )
  assert.equal((await upload('videos', 'odd', 'x', { 'content-type': 'video/x;;;' })).statusCode, 200)
  const chunked = await upload('videos', 'chunked', 'x', { 'transfer-encoding': 'chunked' })
  assert.match(JSON.parse(chunked.body).detail, /^Content-Length: is required/)
  const large = await upload('videos', 'large', 'x', { 'content-length': String(4 * 1024 ** 3 + 1) })
  assert.deepEqual([large.statusCode, JSON.parse(large.body).error_code], [400, 'VIAS.00010004'])
  assert.match(JSON.parse(large.body).detail, /^body: an object has at most 4294967296 bytes/)
})

test('bad names and unknown buckets are refused by name', async () => {
  for (const key of ['../x', '/x', 'a//b', 'a/', '.']) {
    const { body } = await upload('videos', key)
    assert.match(JSON.parse(body).detail, /^key: /, key)
  }
  const { status, body } = await t.call('GET', objects('nowhere', ''))
  assert.deepEqual([status, body.error_code], [400, 'VIAS.0010045'])
  assert.match(body.detail, /^bucket: there is no bucket nowhere/)
})

test('objects of one project are not there for another', async () => {
  await upload('videos', 'mine.mp4')
  const second = await secondProject(t, 'other-store')
  const theirs = await t.call('GET', objects('videos', '', { ...t, ...second }), undefined, second.token)
  assert.equal(theirs.body.error_code, 'VIAS.0010045')
  const across = await t.call('GET', objects('videos', ''), undefined, second.token)
  assert.equal(across.status, 401)
})

test('a job is made only of what is there: an object, or a folder with a video', async () => {
  await upload('videos', 'yard/1.mp4')
  await upload('videos', 'texts/1.txt')
  const refused: [string, string, RegExp][] = [
    ['videos', 'nothing', /^input\.data\[0\]\.path: bucket videos has no object "nothing"/],
    ['videos', 'texts', /^input\.data\[0\]\.path: bucket videos has no object "texts"/],
    ['videos', 'yard/1', /^input\.data\[0\]\.path: /],
    ['nowhere', 'yard', /^input\.data\[0\]\.bucket: there is no bucket nowhere/],
  ]
  for (const [bucket, path, words] of refused) {
    const { status, body } = await create(bucket, path)
    assert.deepEqual([status, body.error_code], [400, 'VIAS.0010045'])
    assert.match(body.detail, words)
  }
  for (const [i, path] of ['yard', 'yard/', 'yard/1.mp4', 'texts/1.txt'].entries())
    assert.equal((await create('videos', path, `there-${i}`)).status, 200, path)
})

test('an update and a registered source are held to the same', async () => {
  await upload('videos', 'yard/1.mp4')
  const id = await createJob(t, { name: 'updated' })
  await putState(t, id, 'STOPPED')
  const update = (path: string) =>
    t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, {
      ...createBody({ name: 'updated' }),
      input: { type: 'obs', data: [{ bucket: 'videos', path }] },
    })
  assert.equal((await update('gone')).body.error_code, 'VIAS.0010045')
  assert.equal((await update('yard')).status, 200)
  await t.call('DELETE', objects('videos', 'key=yard/1.mp4'))
  assert.equal((await update('yard')).status, 200, 'what it reads already is not asked again')

  await upload('videos', 'yard/1.mp4')
  const config = (path: string) => `<type_config><bucket>videos</bucket><path>${path}</path></type_config>`
  const made = (path: string) =>
    t.call('POST', `/v2/${t.projectId}/source`, sourceBody({ type: 'obs', type_config: config(path) }))
  const refused = await made('gone')
  assert.equal(refused.body.error_code, 'VIAS.0010045')
  assert.match(refused.body.detail, /^type_config\.path: /)
  const source = await made('yard')
  assert.equal(source.status, 200)
  const changed = await t.call('PUT', `/v2/${t.projectId}/source/${source.body.video_source_id}`, {
    video_source_name: 'Main gate',
    type_config: config('gone'),
  })
  assert.equal(changed.body.error_code, 'VIAS.0010045')
})

test('a store of its own is asked first, shown without secrets, kept by what is masked, and left again', async () => {
  const { status, body } = await store('PUT', access({ security_token: 'st-hunter2' }))
  assert.equal(status, 200, JSON.stringify(body))
  const shown = {
    type: 's3',
    endpoint: server.endpoint,
    region: 'us-east-1',
    access_key: server.accessKey,
    secret_key: '******',
    security_token: '******',
    addressing: 'path',
  }
  assert.deepEqual(body, shown)
  assert.deepEqual((await store('GET')).body, shown)
  const { type: _, ...sentBack } = shown
  assert.equal(
    (await store('PUT', { ...sentBack, region: 'eu-1', endpoint: `${server.endpoint}/` })).status,
    200,
  )
  const kept = await t.stores.objectStores.find(t.projectId)
  assert.deepEqual(
    [kept?.region, kept?.secretKey, kept?.securityToken],
    ['eu-1', server.secretKey, 'st-hunter2'],
  )
  // To another server, or for another key, no stored secret goes.
  const elsewhere = await store('PUT', { ...sentBack, endpoint: 'http://127.0.0.1:9' })
  assert.match(elsewhere.body.detail, /^secret_key: the value is masked/)
  assert.match((await store('PUT', { ...sentBack, access_key: 'OTHER' })).body.detail, /^secret_key: /)

  assert.equal((await upload('footage', 'day/a.mp4')).statusCode, 200)
  assert.equal((await create('footage', 'day', 'on-s3')).status, 200)
  assert.equal((await create('footage', 'night', 'lost')).body.error_code, 'VIAS.0010045')
  assert.equal((await create('videos', 'yard', 'lost')).body.error_code, 'VIAS.0010045')

  assert.deepEqual((await store('DELETE')).body, { type: 'folder' })
  assert.deepEqual((await store('GET')).body, { type: 'folder' })
  assert.equal((await create('footage', 'day', 'lost')).body.error_code, 'VIAS.0010045')
})

test('a store that cannot be reached, may not be reached, or does not take the keys is refused by name', async () => {
  const closed = `127.0.0.1:${await freePort()}`
  const cases: [object, RegExp][] = [
    [{ endpoint: `http://${closed}` }, /^endpoint: the object store refuses the connection/],
    [{ endpoint: `127.0.0.1:${server.port}` }, /^endpoint: .*TLS/],
    [{ endpoint: `http://127.0.0.2:${server.port}` }, /^endpoint: .*VIGIA_MEDIA_ALLOW/],
    [{ endpoint: 'http://169.254.169.254' }, /^endpoint: .*VIGIA_MEDIA_ALLOW/],
    [{ endpoint: 'http://[::ffff:169.254.169.254]' }, /^endpoint: .*VIGIA_MEDIA_ALLOW/],
    [{ endpoint: 'http://999.1.1.1' }, /^endpoint: cannot be read/],
    [{ access_key: 'NOBODY' }, /^access_key: the object store does not know the access key/],
  ]
  for (const [change, words] of cases) {
    const { status, body } = await store('PUT', access(change))
    assert.equal(status, 400, JSON.stringify(change))
    assert.match(body.detail, words)
    assert.doesNotMatch(body.detail, /S3RVER/)
  }
  assert.deepEqual((await store('GET')).body, { type: 'folder' })
})

test('a job is made although the store of its project is away: it will say so itself', async () => {
  assert.equal((await store('PUT', access())).status, 200)
  await server.unplug()
  try {
    assert.equal((await create('footage', 'whatever', 'waits')).status, 200)
    const { status, body } = await t.call('GET', objects('footage', ''))
    assert.deepEqual([status, body.error_code], [500, 'VIAS.00010016'])
  } finally {
    await server.plugIn()
    await store('DELETE')
  }
})
