/** Results as objects: in a real S3 store that goes away and comes back, and in the folder of buckets. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blobName } from '@vigia/core'
import { hex32, plainResult } from '@vigia/core/conformance'
import { startS3Server } from '@vigia/testing'
import { BUCKET, INDEX, idOf, JPEG, nameOf, nothing, placeOf, setUp } from './object-storage.testing.js'
import { until } from './receiver.testing.js'

test('a result becomes its message and its picture, named by time, and a line of its hour', async (t) => {
  const { deliverer, indexes, store, clock, keys, read, emit, counts } = await setUp(t)
  await store.put(BUCKET, 'there', nothing(), 0)
  await emit(1, 2)
  deliverer.start()
  await until('delivered', async () => (await counts()).delivered === 2)
  const expected = [`${nameOf(1)}.jpg`, `${nameOf(1)}.json`, `${nameOf(2)}.json`]
  assert.deepEqual((await keys()).filter((key) => key !== 'there').sort(), expected.toSorted())
  assert.deepEqual([...(await read(`${nameOf(1)}.jpg`))], [...JPEG])
  const message = JSON.parse(String(await read(`${nameOf(1)}.json`)))
  assert.deepEqual(message, {
    ...plainResult(hex32(1), 1, 1).envelope,
    image_key: `${nameOf(1)}.jpg`,
  })
  assert.equal(JSON.parse(String(await read(`${nameOf(2)}.json`))).image_key, undefined)
  await indexes.step()
  assert.equal(await store.stat(BUCKET, INDEX), undefined, 'an index is not written with every result')
  clock.later(60_000)
  await indexes.step()
  const lines = String(await read(INDEX))
    .trimEnd()
    .split('\n')
  assert.deepEqual(
    lines.map((each) => JSON.parse(each)),
    [
      {
        at: '2026-11-24T09:00:00.001Z',
        message_id: idOf(1),
        event_type: 196_609,
        key: `${nameOf(1)}.json`,
        image_key: `${nameOf(1)}.jpg`,
      },
      { at: '2026-11-24T09:00:00.002Z', message_id: idOf(2), event_type: 196_609, key: `${nameOf(2)}.json` },
    ],
  )
})

test('a clip goes with its result, and a result sent again is written over itself', async (t) => {
  const { deliverer, results, blobs, indexes, clock, store, keys, read, emit, counts } = await setUp(t)
  await store.put(BUCKET, 'there', nothing(), 0)
  await emit(1)
  deliverer.start()
  await until('delivered', async () => (await counts()).delivered === 1)
  const clip = blobName(plainResult(hex32(1), 1, 1), 'mp4')
  await blobs.put(clip, new Uint8Array([1, 2, 3]))
  assert.equal(await results.addClip(hex32(1), 1, idOf(1), { name: clip, bytes: 3 }), true)
  await until('the clip', async () => (await store.stat(BUCKET, `${nameOf(1)}.mp4`)) !== undefined)
  await until('delivered again', async () => (await counts()).pending === 0)
  assert.deepEqual([...(await read(`${nameOf(1)}.mp4`))], [1, 2, 3])
  assert.equal(JSON.parse(String(await read(`${nameOf(1)}.json`))).clip_key, `${nameOf(1)}.mp4`)
  assert.equal((await keys()).length, 4)
  clock.later(60_000)
  await indexes.step()
  const lines = String(await read(INDEX))
    .trimEnd()
    .split('\n')
  assert.deepEqual(
    lines.map((each) => JSON.parse(each).clip_key),
    [`${nameOf(1)}.mp4`],
  )
})

test('an S3 store that is away gets everything when it is back, each object once, and its indexes', async (t) => {
  const s3 = await startS3Server([BUCKET])
  t.after(() => s3.stop())
  const { deliverer, indexes, clock, read, keys, emit, counts, later, deliveries, warned } = await setUp(
    t,
    placeOf(s3),
  )
  await emit(1, 3)
  deliverer.start()
  await until('the first', async () => (await counts()).delivered === 3)
  await s3.unplug()
  await emit(4, 7)
  const failing = () => deliveries.failingLanes()
  await until('a failed attempt', async () => (await failing()).length === 1)
  clock.later(60_000)
  await indexes.step()
  assert.match(JSON.stringify(warned), /refuses the connection/)
  assert.doesNotMatch(JSON.stringify(warned), /S3RVER/)
  await s3.plugIn()
  await until('everything', async () => {
    later(60_000)
    return (await counts()).delivered === 7
  })
  const jsons = (await keys()).filter((key) => key.endsWith('.json'))
  assert.deepEqual(jsons.sort(), [1, 2, 3, 4, 5, 6, 7].map((n) => `${nameOf(n)}.json`).sort())
  clock.later(10 * 60_000)
  await indexes.step()
  assert.equal(
    String(await read(INDEX))
      .trimEnd()
      .split('\n').length,
    7,
  )
})

test('a bucket that is not there is told in words, and nothing is lost until it is', async (t) => {
  const s3 = await startS3Server([BUCKET])
  t.after(() => s3.stop())
  const { deliverer, emit, counts, warned } = await setUp(t, placeOf(s3), 'no-such-bucket')
  await emit(1)
  deliverer.start()
  await until('a failure', () => warned.length > 0)
  assert.match(JSON.stringify(warned), /there is no bucket no-such-bucket: create it/)
  assert.equal((await counts()).pending, 1)
})

test('a job whose object storage was taken away writes nothing', async (t) => {
  const { deliverer, jobs, emit, counts, keys, store } = await setUp(t)
  await store.put(BUCKET, 'there', nothing(), 0)
  await emit(1)
  await jobs.remove(hex32(1))
  deliverer.start()
  await until('the end', async () => (await counts()).pending === 0)
  assert.deepEqual(await keys(), ['there'])
})
