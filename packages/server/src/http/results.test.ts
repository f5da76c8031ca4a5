import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { blobName, type ResultRow } from '@vigia/core'
import { keepPictures } from '../blobs/index.js'
import { createJob, type TestApp, testApp } from './test-app.js'

const LIVE = { jpeg: new Uint8Array([0xff, 0xd8, 1, 2]), at: Date.UTC(2026, 10, 24, 9) }
let t: TestApp
let id: string
let live: typeof LIVE | undefined

before(async () => {
  t = await testApp({ deps: { previews: { latest: () => live } } })
  id = await createJob(t, { name: 'seer' })
  const lease = await t.stores.jobs.claim(id, 'PENDING', 'worker', 60_000)
  const rows = await keepPictures(
    t.blobs,
    [1, 2, 3].map((n) => result(n)),
  )
  assert.equal(await t.stores.results.append(id, lease!.epoch, rows, () => ['webhook']), true)
})
after(() => t.close())

const messageId = (n: number) => `0000000${n}-0000-4000-8000-00000000000A`
const result = (n: number): ResultRow => ({
  jobId: id,
  epoch: 1,
  sequence: n,
  messageId: messageId(n),
  projectId: t.projectId,
  eventType: 196609,
  at: Date.UTC(2026, 10, 24, 8, n),
  envelope: {
    event_type: 196609,
    task_id: id,
    stream_id: 'day/a.mp4',
    data: { event_set: [{ category: 0 }] },
    vigia: { epoch: 1, sequence: n, video_time_ms: n * 1000, frame_at: '2026-11-24T08:00:00.000Z' },
  },
  picture: n === 3 ? undefined : new Uint8Array([0xff, 0xd8, n]),
})
const get = (path: string) => t.call('GET', `/v2/${t.projectId}/tasks/${id}${path}`)
const raw = (path: string) =>
  t.app.inject({
    method: 'GET',
    url: `/v2/${t.projectId}/tasks/${id}${path}`,
    headers: { 'x-auth-token': t.token },
  })

test('results come newest first, page by time, and hold no picture', async () => {
  const { status, body } = await get('/results')
  assert.deepEqual([status, body.count], [200, 3])
  assert.deepEqual(body.results[1], {
    message_id: messageId(2),
    event_type: 196609,
    at: '2026-11-24T08:02:00.000Z',
    stream_id: 'day/a.mp4',
    data: { event_set: [{ category: 0 }] },
    vigia: { epoch: 1, sequence: 2, video_time_ms: 2000, frame_at: '2026-11-24T08:00:00.000Z' },
    has_picture: true,
    has_clip: false,
  })
  assert.equal(body.results[0].has_picture, false)
  const older = await get(`/results?limit=1&before=${Date.UTC(2026, 10, 24, 8, 3)}`)
  assert.deepEqual(
    older.body.results.map((r: { message_id: string }) => r.message_id),
    [messageId(2)],
  )
  for (const [query, detail] of [
    ['limit=0', /^limit/],
    ['limit=101', /^limit/],
    ['before=x', /^before/],
    [`before=${'9'.repeat(300)}`, /^before: must be <= 9007199254740991/],
  ] as const) {
    assert.match((await get(`/results?${query}`)).body.detail, detail)
  }
})

test('pictures of results are JPEG; without one the answer is 404', async () => {
  const picture = await raw(`/results/${messageId(1)}/picture`)
  assert.deepEqual([picture.statusCode, picture.headers['content-type']], [200, 'image/jpeg'])
  assert.deepEqual([...picture.rawPayload], [0xff, 0xd8, 1])
  for (const message of [messageId(3), messageId(9)]) {
    const { status, body } = await get(`/results/${message}/picture`)
    assert.deepEqual([status, body.error_code], [404, 'VIAS.00010002'])
  }
  assert.match((await get('/results/abc/picture')).body.detail, /^message_id: must match pattern/)
})

test('a picture is not reached through another job', async () => {
  const other = await createJob(t, { name: 'other' })
  const { status } = await t.call('GET', `/v2/${t.projectId}/tasks/${other}/results/${messageId(1)}/picture`)
  assert.equal(status, 404)
})

test('the live picture: 404 until there is one, never cached', async () => {
  live = undefined
  const none = await get('/picture')
  assert.deepEqual([none.status, none.body.error_code], [404, 'VIAS.00010002'])
  live = LIVE
  const some = await raw('/picture')
  assert.deepEqual([some.statusCode, some.headers['content-type']], [200, 'image/jpeg'])
  assert.equal(some.headers['x-picture-at'], '2026-11-24T09:00:00.000Z')
  assert.match(String(some.headers['cache-control']), /no-store/)
  assert.deepEqual([...some.rawPayload], [...LIVE.jpeg])
})

test('deliveries are counted by state', async () => {
  assert.deepEqual((await get('/deliveries')).body, { pending: 3, delivered: 0, dead: 0 })
})

test('a clip is sent whole or by ranges; without one the answer is 404', async () => {
  const clip = `/results/${messageId(1)}/clip`
  assert.deepEqual((await get(clip)).body.error_code, 'VIAS.00010002')
  const name = blobName(result(1), 'mp4')
  await t.blobs.put(name, Buffer.from('0123456789'))
  assert.equal(await t.stores.results.addClip(id, 1, messageId(1), { name, bytes: 10 }), true)
  const whole = await raw(clip)
  assert.deepEqual(
    [whole.statusCode, whole.headers['content-type'], whole.headers['content-length'], whole.payload],
    [200, 'video/mp4', '10', '0123456789'],
  )
  const url = `/v2/${t.projectId}/tasks/${id}${clip}`
  for (const [range, status, body, contentRange] of [
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=1-2,4-5', 200, '0123456789', undefined],
    ['pages=1-2', 200, '0123456789', undefined],
  ] as const) {
    const part = await t.app.inject({ method: 'GET', url, headers: { 'x-auth-token': t.token, range } })
    assert.deepEqual(
      [part.statusCode, part.payload, part.headers['content-range']],
      [status, body, contentRange],
      range,
    )
  }
  assert.equal((await get('/results')).body.results[2].has_clip, true)
  const other = await createJob(t, { name: 'another' })
  const stolen = await t.call('GET', `/v2/${t.projectId}/tasks/${other}${clip}`)
  assert.equal(stolen.status, 404)
})
