/** The end of a batch with a real engine: its members go as their runs end, and it goes with the last of them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROJECT, plainBatch, plainGroup, plainMember, plainSource, uuid } from '@vigia/core/conformance'
import { setUp } from '../engine/rig.testing.js'
import { finishBatches } from './finish-batches.js'

test('a deleted batch goes when the run of its last member has ended', async (t) => {
  const { engine, stores, later } = await setUp(t)
  const { batches, jobs, video } = stores
  await video.addSource(plainSource(1), [], 9)
  await video.addSource(plainSource(2), [], 9)
  await video.addGroup(plainGroup(1), [uuid(1), uuid(2)], 9)
  const batch = plainBatch(1)
  await batches.add(batch)
  const members = [1, 2].map((n) =>
    plainMember(batch, n, {
      spec: { ...plainBatch(1).spec, input: { type: 'video_source', sourceId: uuid(n), index: 0 } },
    }),
  )
  await batches.addMembers(batch, members, 9)
  const [run] = await engine.claim('worker', 1)
  assert.equal(run?.jobId, members[0]!.job.id)
  await engine.report(run!.jobId, run!.epoch, { kind: 'running' })

  const step = async () => {
    later(1_000)
    await engine.tick()
    await finishBatches({ ...stores, clock: { now: () => 0 } })
  }
  const left = async () => (await jobs.within({ batchId: batch.id }, undefined, 9)).map(({ state }) => state)
  await batches.markForDeletion(PROJECT, batch.id)
  await step()
  assert.deepEqual(await left(), ['DELETING', 'DELETING'])
  await step()
  assert.deepEqual(await left(), ['DELETING'], 'the run has not ended')
  assert.deepEqual(await batches.markedForDeletion(), [batch.id])
  await engine.report(run!.jobId, run!.epoch, { kind: 'stopped' })
  await step()
  assert.equal(await batches.get(PROJECT, batch.id), undefined)
})
