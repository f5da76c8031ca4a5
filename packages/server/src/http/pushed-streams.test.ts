/** Pushed streams over HTTP: made, shown, listed, given another key, deleted, and read by jobs. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { Push } from '../ingest/index.js'
import { mayPush } from '../use-cases/index.js'
import { createBody, createJob, putState, SERVICE, secondProject, type TestApp, testApp } from './test-app.js'

let t: TestApp
let pushed: Push | undefined
let ended: string[]

beforeEach(async () => {
  pushed = undefined
  ended = []
  t = await testApp({
    deps: {
      pushes: {
        push: (projectId, name) =>
          pushed?.projectId === projectId && pushed.name === name ? pushed : undefined,
        end: (projectId, name) => void ended.push(`${projectId}/${name}`),
      },
      pushAddress: (hostname) => `${hostname}:1936`,
    },
  })
})
afterEach(() => t.close())

const STREAMS = () => `/v2/${t.projectId}/vis/streams`
const make = (name: string) => t.call('POST', STREAMS(), { stream_name: name })
const show = (name: string) => t.call('GET', `${STREAMS()}/${name}`)
const vis = (...names: string[]) => ({
  input: { type: 'vis', data: names.map((stream_name) => ({ stream_name })) },
})
const keyOf = (body: { push_url: string }): string => new URL(body.push_url).searchParams.get('key') ?? ''

test('a stream is made with an address and a key that nobody guesses, for both kinds of encoder', async () => {
  const { status, body } = await make('yard')
  assert.equal(status, 200)
  const key = keyOf(body)
  assert.match(key, /^[0-9a-f]{40}$/)
  assert.deepEqual(body, {
    stream_name: 'yard',
    push_url: `rtmp://localhost:1936/${t.projectId}/yard?key=${key}`,
    server_url: `rtmp://localhost:1936/${t.projectId}`,
    stream_key: `yard?key=${key}`,
    is_pushed: false,
    created_at: t.now(),
  })
  assert.deepEqual((await show('yard')).body, body)
  assert.notEqual(keyOf((await make('gate')).body), key)
})

test('who pushes is shown, with what the encoder says of its picture', async () => {
  await make('yard')
  const facts = { since: 5, from: '10.0.0.3', bytes: 700, kbps: 56 }
  const picture = { codec: 'H.264', width: 1280, height: 720, fps: 25 }
  pushed = { projectId: t.projectId, name: 'yard', ...facts, ...picture, hasAudio: true, isFlowing: true }
  const { body } = await show('yard')
  assert.equal(body.is_pushed, true)
  assert.deepEqual(body.push, { ...facts, ...picture, has_audio: true })
  const none = { codec: undefined, width: undefined, height: undefined, fps: undefined }
  pushed = { ...pushed, ...none, hasAudio: false }
  assert.deepEqual((await show('yard')).body.push, { ...facts, has_audio: false })
})

test('lists are by name, in pages, and show no key', async () => {
  for (const name of ['c', 'a', 'b', 'e', 'd', 'f']) await make(name)
  const { body } = await t.call('GET', `${STREAMS()}?page=2&page_size=5`)
  assert.deepEqual([body.count, body.total, body.page, body.page_size], [1, 6, 2, 5])
  assert.equal(body.streams[0].push_url, `rtmp://localhost:1936/${t.projectId}/f?key=******`)
  assert.equal(body.streams[0].stream_key, 'f?key=******')
  const first = await t.call('GET', STREAMS())
  assert.deepEqual(
    first.body.streams.map((one: { stream_name: string }) => one.stream_name),
    ['a', 'b', 'c', 'd', 'e', 'f'],
  )
  assert.doesNotMatch(JSON.stringify(first.body), /[0-9a-f]{40}/)
})

test('a name is taken once in a project, and once in each', async () => {
  await make('yard')
  const { status, body } = await make('yard')
  assert.deepEqual([status, body.error_code], [400, 'VIAS.00010003'])
  assert.match(body.detail, /^stream_name: there is a stream "yard" in this project already/)
  const second = await secondProject(t)
  const theirs = `/v2/${second.projectId}/vis/streams`
  assert.equal((await t.call('POST', theirs, { stream_name: 'yard' }, second.token)).status, 200)
  assert.equal((await t.call('GET', theirs, undefined, second.token)).body.total, 1)
  assert.equal((await make('a b')).body.error_code, 'VIAS.00010001')
  assert.equal((await make('x'.repeat(81))).body.error_code, 'VIAS.00010001')
})

test('the quota holds and is told', async () => {
  await t.call('PUT', `/v3/projects/${t.projectId}/quotas`, { quotas: { streams: 1 } })
  await make('yard')
  const { status, body } = await make('gate')
  assert.deepEqual([status, body.error_code], [400, 'VIAS.0010047'])
  assert.match(body.detail, /has 1 pushed streams and may have 1/)
})

test('another key: the old one opens nothing any more, and its push is cut off', async () => {
  const old = keyOf((await make('yard')).body)
  const { status, body } = await t.call('POST', `${STREAMS()}/yard/rotate-key`)
  assert.equal(status, 200)
  assert.notEqual(keyOf(body), old)
  assert.deepEqual(ended, [`${t.projectId}/yard`])
  const opens = (key: string) => mayPush(t.stores, t.projectId, 'yard', key)
  assert.deepEqual([await opens(keyOf(body)), await opens(old)], [true, false])
  assert.equal((await t.call('POST', `${STREAMS()}/gate/rotate-key`)).body.error_code, 'VIAS.00010002')
})

test('only the key of this stream in this project opens it, and no key at all nothing', async () => {
  const key = keyOf((await make('yard')).body)
  const other = keyOf((await make('gate')).body)
  const second = await secondProject(t)
  const opens = (project: string, name: string, shown: string) => mayPush(t.stores, project, name, shown)
  assert.equal(await opens(t.projectId, 'yard', key), true)
  for (const [project, name, shown] of [
    [t.projectId, 'yard', other],
    [t.projectId, 'yard', ''],
    [t.projectId, 'lawn', ''],
    [t.projectId, 'lawn', key],
    [second.projectId, 'yard', key],
    ['', '', ''],
  ] as const)
    assert.equal(await opens(project, name, shown), false, `${name} ${shown}`)
})

test('nobody pushes into a project that is frozen or switched off', async () => {
  const key = keyOf((await make('yard')).body)
  const opens = () => mayPush(t.stores, t.projectId, 'yard', key)
  await t.stores.identity.freeze(t.projectId, '')
  assert.equal(await opens(), false)
  await t.stores.identity.thaw(t.projectId)
  await t.stores.identity.thawed(t.projectId)
  assert.equal(await opens(), true)
  await t.stores.identity.changeProject(t.projectId, { enabled: false })
  assert.equal(await opens(), false)
})

test('a stream that jobs read stays, and says how many; then it goes, and its push with it', async () => {
  await make('yard')
  const job = await createJob(t, vis('yard'))
  const { status, body } = await t.call('DELETE', `${STREAMS()}/yard`)
  assert.deepEqual([status, body.error_code], [500, 'VIAS.00010012'])
  assert.match(body.detail, /^delete: 1 job reads this stream; delete it first/)
  assert.deepEqual(ended, [])
  await t.stores.jobs.remove(job)
  assert.deepEqual((await t.call('DELETE', `${STREAMS()}/yard`)).body, {})
  assert.deepEqual(ended, [`${t.projectId}/yard`])
  assert.equal((await show('yard')).body.error_code, 'VIAS.00010002')
  assert.equal((await t.call('DELETE', `${STREAMS()}/yard`)).body.error_code, 'VIAS.00010002')
})

test('jobs name streams that are there, when they are made and when they are changed', async () => {
  await make('yard')
  const refused = await t.call(
    'POST',
    `/v2/${t.projectId}/services/${SERVICE}/tasks`,
    createBody(vis('yard', 'gate')),
  )
  assert.deepEqual([refused.status, refused.body.error_code], [400, 'VIAS.00010002'])
  assert.match(refused.body.detail, /^input\.data\[1\]\.stream_name: there is no stream gate in this project/)
  assert.equal(await t.stores.jobs.count(t.projectId), 0)

  const job = await createJob(t, vis('yard'))
  await putState(t, job, 'STOPPED')
  const update = (body: object) =>
    t.call('PUT', `/v2/${t.projectId}/tasks/${job}`, createBody({ service_version: undefined, ...body }))
  assert.match(
    (await update(vis('gate'))).body.detail,
    /^input\.data\[0\]\.stream_name: there is no stream gate/,
  )
  await make('gate')
  assert.equal((await update(vis('gate'))).status, 200)
  assert.deepEqual((await t.stores.jobs.get(t.projectId, job))?.spec.input, {
    type: 'vis',
    streamName: 'gate',
    index: 0,
  })
})

test('a project that has streams is not deleted', async () => {
  const second = await secondProject(t)
  const theirs = `/v2/${second.projectId}/vis/streams`
  await t.call('POST', theirs, { stream_name: 'yard' }, second.token)
  const refused = await t.call('DELETE', `/v3/projects/${second.projectId}`)
  assert.equal(refused.status, 409)
  assert.match(JSON.stringify(refused.body), /still holds streams \(1\)/)
  await t.call('DELETE', `${theirs}/yard`, undefined, second.token)
  assert.equal((await t.call('DELETE', `/v3/projects/${second.projectId}`)).status, 204)
})
