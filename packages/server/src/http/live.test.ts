/** Live pictures over a real connection: who may look, how long, and how a slow viewer is served. */
import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, test } from 'node:test'
import { type LivePicture, ViewsTaken } from '@vigia/core'
import { waitFor } from '@vigia/testing'
import { createJob, putState, secondProject, type TestApp, testApp } from './test-app.js'
import { createSource, sourceBody } from './video.testing.js'

let t: TestApp
let url: string
let picture: LivePicture | undefined
let asks: string[]
let closed: string[]
let full: boolean
let once: LivePicture | { reason: string }

beforeEach(async () => {
  picture = undefined
  asks = []
  closed = []
  full = false
  once = { reason: 'wrong user or password' }
  t = await testApp({
    deps: {
      previews: { latest: () => picture },
      views: {
        latest: ({ sourceId }) => {
          if (full) throw new ViewsTaken(3, 'project')
          asks.push(sourceId)
          return { picture, status: 'waiting for camera, attempt 2' }
        },
        close: (id) => closed.push(id),
        once: async () => once,
      },
    },
  })
  url = await t.app.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(() => t.close())

const shot = (n: number, bytes = 10): LivePicture => ({
  jpeg: new Uint8Array(bytes).fill(n),
  at: Date.UTC(2026, 10, 24, 9, 0, n),
})
const ofSource = (id: string) => `/v2/${t.projectId}/source/sources/${id}`

/** Opens a live stream and keeps what comes, as long as it is not paused. */
async function watch(path: string, token = t.token) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}${path}`, { headers: { 'x-auth-token': token } }, resolve).on('error', reject)
  })
  const stream = { answer, text: '', ended: false }
  answer.on('data', (chunk: Buffer) => {
    stream.text += chunk.toString('latin1')
  })
  answer.on('close', () => {
    stream.ended = true
  })
  return stream
}
const times = (text: string) => [...text.matchAll(/x-picture-at: \S+:0(\d)\.000Z/g)].map(([, n]) => Number(n))

test('a picture of a source: 404 with the reason until there is one, never cached', async () => {
  const id = await createSource(t)
  const none = await t.call('GET', `${ofSource(id)}/picture`)
  assert.equal(none.status, 404)
  assert.match(none.body.detail, /^picture: there is none yet: waiting for camera, attempt 2/)
  picture = { ...shot(1), of: { width: 3840, height: 2160 } }
  const some = await t.call('GET', `${ofSource(id)}/picture`)
  assert.deepEqual(
    ['content-type', 'x-picture-at', 'x-picture-of', 'cache-control'].map((name) => some.headers[name]),
    ['image/jpeg', '2026-11-24T09:00:01.000Z', '3840x2160', 'private, no-store'],
  )
  assert.deepEqual(asks, [id, id])
})

test('another project cannot look, and nothing is opened for it', async () => {
  const id = await createSource(t)
  const other = await secondProject(t)
  for (const last of ['picture', 'live']) {
    const path = `/v2/${other.projectId}/source/sources/${id}/${last}`
    const { status, body } = await t.call('GET', path, undefined, other.token)
    assert.deepEqual([status, body.error_code], [400, 'VIAS.00010002'])
  }
  assert.deepEqual(asks, [])
})

test('when too many sources are looked at it says so', async () => {
  const id = await createSource(t)
  full = true
  for (const last of ['picture', 'live']) {
    const { status, body } = await t.call('GET', `${ofSource(id)}/${last}`)
    assert.deepEqual([status, body.error_code], [500, 'VIAS.00010012'])
    assert.match(body.detail, /3 sources of this project are looked at already/)
  }
})

test('a live stream sends each new picture once, with its time', async () => {
  const id = await createSource(t)
  picture = shot(1)
  const stream = await watch(`${ofSource(id)}/live`)
  assert.match(String(stream.answer.headers['content-type']), /^multipart\/x-mixed-replace; boundary=/)
  await waitFor(() => times(stream.text).includes(1), 60_000)
  picture = shot(2)
  await waitFor(() => times(stream.text).includes(2), 60_000)
  assert.deepEqual(times(stream.text), [1, 2])
  stream.answer.destroy()
  const before = asks.length
  await waitFor(
    async () => {
      const now = asks.length
      await new Promise((resolve) => setTimeout(resolve, 300))
      return asks.length === now
    },
    60_000,
    `nobody to ask any more, after ${before} asks`,
  )
})

test('a slow viewer gets the newest picture, not those that came meanwhile', async () => {
  const id = await createSource(t)
  // Larger than what sockets hold.
  const bytes = 30_000_000
  picture = shot(1, bytes)
  const stream = await watch(`${ofSource(id)}/live`)
  await waitFor(() => times(stream.text).includes(1), 60_000)
  stream.answer.pause()
  for (const n of [2, 3, 4, 5]) {
    const before = asks.length
    picture = shot(n, bytes)
    // Asked again or held back by the viewer: either way time enough to have been taken.
    await new Promise((resolve) => setTimeout(resolve, 250))
    assert.ok(asks.length >= before)
  }
  stream.answer.resume()
  await waitFor(() => times(stream.text).includes(5), 60_000)
  assert.ok(times(stream.text).length < 5, `pictures ${times(stream.text)}`)
  stream.answer.destroy()
})

test('a stream ends when the token is revoked, the source deleted, the time over or the server closed', async () => {
  const [gone, kept] = [await createSource(t), await createSource(t, { video_source_name: 'other' })]
  picture = shot(1)
  const deleted = await watch(`${ofSource(gone)}/live`)
  const short = await watch(`${ofSource(kept)}/live?seconds=1`)
  const long = await watch(`${ofSource(kept)}/live`)
  await t.call('DELETE', `/v2/${t.projectId}/source/${gone}`)
  assert.deepEqual(closed, [gone])
  await waitFor(() => deleted.ended && short.ended, 60_000, 'two streams to end')
  assert.equal(long.ended, false)
  const job = await createJob(t)
  const ofJob = await watch(`/v2/${t.projectId}/tasks/${job}/live`)
  await waitFor(() => times(ofJob.text).includes(1), 60_000)
  const revoked = await t.app.inject({
    method: 'DELETE',
    url: '/v3/auth/tokens',
    headers: { 'x-auth-token': t.token, 'x-subject-token': t.token },
  })
  assert.equal(revoked.statusCode, 204)
  await waitFor(() => long.ended && ofJob.ended, 60_000, 'the streams of a revoked token to end')
})

test('the stream of a job ends when the job is stopped; nobody is sent its head alone', async () => {
  picture = shot(1)
  const job = await createJob(t)
  await putState(t, job, 'RUNNING')
  const path = `/v2/${t.projectId}/tasks/${job}/live`
  const stream = await watch(path)
  await waitFor(() => times(stream.text).includes(1), 60_000)
  await t.call('PUT', `/v2/${t.projectId}/tasks/${job}/action/stop`)
  await waitFor(() => stream.ended, 60_000, 'the stream to end')
  // VIAS's answer to a method that is not taken.
  for (const url of [path, `${ofSource(await createSource(t))}/live`])
    assert.equal(
      (await t.app.inject({ method: 'HEAD', url, headers: { 'x-auth-token': t.token } })).statusCode,
      500,
    )
})

test('closing the server ends its streams', async () => {
  const own = await testApp({ deps: { previews: { latest: () => shot(1) } } })
  const job = await createJob(own)
  const at = await own.app.listen({ host: '127.0.0.1', port: 0 })
  const ended = new Promise<void>((resolve, reject) => {
    const path = `${at}/v2/${own.projectId}/tasks/${job}/live`
    get(path, { headers: { 'x-auth-token': own.token } }, (answer) => {
      answer.once('data', () => void own.close().catch(reject))
      answer.resume().once('close', resolve)
    })
  })
  await ended
})

test('a source is tried before it is registered: a picture, or the reason; secrets and addresses are checked', async () => {
  const { video_source_name: _, ...body } = sourceBody()
  const ask = (change = {}) => t.call('POST', `/v2/${t.projectId}/source/preview`, { ...body, ...change })
  const refused = await ask()
  assert.deepEqual(
    [refused.status, refused.body.error_code, refused.body.detail],
    [500, 'VIAS.00010012', 'type_config: no picture came: wrong user or password'],
  )
  once = shot(3)
  const seen = await ask()
  assert.deepEqual([seen.status, seen.headers['content-type']], [200, 'image/jpeg'])
  const wrong = await ask({
    type_config: '<type_config><url_address>rtsp://refused/1</url_address></type_config>',
  })
  assert.match(wrong.body.detail, /^type_config.url_address: 127.0.0.1 is a loopback address/)
})
