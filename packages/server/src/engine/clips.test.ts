/** Clips that runs send after their results: whose are kept, and what is left of the others. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { blobName, LARGEST_CLIP } from '@vigia/core'
import { PROJECT, plainResult } from '@vigia/core/conformance'
import { StoreFull } from '../store/index.js'
import { LEASE_MS, setUp } from './rig.testing.js'

const MP4 = new Uint8Array([0, 0, 0, 24])

/** A run with one result that asks for its place in object storage. */
async function running(t: TestContext) {
  const rig = await setUp(t)
  const output = { eventCenter: false, obs: { bucket: 'results', path: 'gate' } }
  const id = await rig.add('one')
  const job = await rig.stores.jobs.find(id)
  const obs = await rig.add('two', { spec: { ...job!.spec, output } })
  const [, run] = await rig.engine.claim('w1', 2)
  assert.equal(run?.jobId, obs)
  const row = plainResult(obs, run!.epoch, 1)
  assert.equal(await rig.engine.append(obs, run!.epoch, [row]), true)
  const clipName = async () => (await rig.stores.results.byMessageId(row.messageId))?.clipName
  const deliveries = () => rig.stores.deliveries.list(PROJECT, {}, { limit: 9 })
  return {
    ...rig,
    id: obs,
    other: id,
    epoch: run!.epoch,
    row,
    name: blobName(row, 'mp4'),
    clipName,
    deliveries,
  }
}

test('a clip is kept for its result, and sent twice it is there once', async (t) => {
  const { engine, stores, blobs, id, epoch, row, name, clipName, deliveries } = await running(t)
  assert.equal(await engine.clip(id, epoch, row.messageId, MP4), true)
  assert.equal(await clipName(), name)
  assert.deepEqual([...(await blobs.get(name))!], [...MP4])
  const [first] = await deliveries()
  await stores.deliveries.claim(first!.lane, 1, 1_000)
  await stores.deliveries.delivered([{ id: first!.id, attempt: { at: 0, tookMs: 1 } }])
  assert.equal(await engine.clip(id, epoch, row.messageId, MP4), true)
  assert.equal(await clipName(), name)
  assert.equal((await deliveries())[0]?.state, 'delivered', 'nothing new is written to object storage')
})

test('a clip of another job, another epoch or no result is refused, and nothing of it is left', async (t) => {
  const { engine, blobs, id, other, epoch, row, name, clipName } = await running(t)
  assert.equal(await engine.clip(other, epoch, row.messageId, MP4), false)
  assert.equal(await engine.clip(id, epoch + 1, row.messageId, MP4), false)
  assert.equal(await engine.clip(id, epoch, 'unknown', MP4), false)
  assert.equal(await clipName(), undefined)
  assert.equal(await blobs.get(name), undefined)
})

test('a run that has lost its job keeps no clip, and one that is kept already stays', async (t) => {
  const { engine, blobs, id, epoch, row, name, clipName, later } = await running(t)
  const second = plainResult(id, epoch, 2)
  assert.equal(await engine.append(id, epoch, [second]), true)
  assert.equal(await engine.clip(id, epoch, second.messageId, MP4), true)
  later(LEASE_MS + 1)
  await engine.tick()
  later(LEASE_MS)
  await engine.tick()
  assert.ok((await engine.claim('w2', 2)).some((run) => run.jobId === id && run.epoch > epoch))
  assert.equal(await engine.clip(id, epoch, row.messageId, MP4), false)
  assert.equal(await clipName(), undefined)
  assert.equal(await blobs.get(name), undefined)
  assert.equal(await engine.clip(id, epoch, second.messageId, MP4), false)
  assert.ok(await blobs.get(blobName(second, 'mp4')))
})

test('a clip may have its most bytes and not one more', async (t) => {
  const { engine, blobs, id, epoch, row, name } = await running(t)
  assert.equal(await engine.clip(id, epoch, row.messageId, new Uint8Array(LARGEST_CLIP + 1)), false)
  assert.equal(await blobs.get(name), undefined)
  assert.equal(await engine.clip(id, epoch, row.messageId, new Uint8Array(LARGEST_CLIP)), true)
})

test('without room a clip is not named; with room the same call keeps it', async (t) => {
  const { engine, blobs, id, epoch, row, name, clipName } = await running(t)
  const put = t.mock.method(blobs, 'put', async () => Promise.reject(new StoreFull(undefined)))
  await assert.rejects(engine.clip(id, epoch, row.messageId, MP4), StoreFull)
  assert.equal(await clipName(), undefined)
  put.mock.restore()
  assert.equal(await engine.clip(id, epoch, row.messageId, MP4), true)
  assert.equal(await clipName(), name)
})
