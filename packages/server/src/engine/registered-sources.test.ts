/** Jobs on registered video sources: a run gets what the source is when it begins. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Job } from '@vigia/core'
import { plainJob, plainSource, uuid } from '@vigia/core/conformance'
import { setUp } from './rig.testing.js'

const MANY = 100
const reading = (sourceId: string): Partial<Job> => ({
  sourceId,
  spec: { ...plainJob(1).spec, input: { type: 'video_source', sourceId, index: 3 } },
})

test('a run gets the address of its source, and the next one that which the source has then', async (t) => {
  const { engine, stores, add, act, state } = await setUp(t)
  const before = plainSource(1, { input: { type: 'url', url: 'rtsp://10.0.0.1/old' } })
  await stores.video.addSource(before, [], MANY)
  const id = await add('one', reading(uuid(1)))
  const [run] = await engine.claim('w1', 1)
  assert.deepEqual(run?.spec.input, { type: 'url', url: 'rtsp://10.0.0.1/old', index: 3 })
  await engine.report(id, run!.epoch, { kind: 'running' })

  const to = { ...before, input: { type: 'url' as const, url: 'rtsp://10.0.0.2/new' } }
  assert.equal(await stores.video.changeSource(before, to, true), true)
  assert.equal(await state(id), 'RUNNING', 'the run goes on with what it was given')
  await act(id, 'RUNNING', 'STOPPING')
  await engine.report(id, run!.epoch, { kind: 'stopped' })
  assert.equal(await state(id), 'STOPPED')

  const start = {
    jobId: id,
    expectState: 'STOPPED',
    state: 'PENDING',
    desired: 'run',
    status: undefined,
  } as const
  await stores.jobs.change({ ...start, cause: 'start', actor: 'user' })
  const [next] = await engine.claim('w1', 1)
  assert.deepEqual(next?.spec.input, { type: 'url', url: 'rtsp://10.0.0.2/new', index: 3 })
  assert.deepEqual((await stores.jobs.find(id))?.spec.input.type, 'video_source')
})

test('a run that is replaced after a crash gets the new address too', async (t) => {
  const { engine, stores, add } = await setUp(t)
  const before = plainSource(1)
  await stores.video.addSource(before, [], MANY)
  const id = await add('one', reading(uuid(1)))
  const [run] = await engine.claim('w1', 1)
  await engine.report(id, run!.epoch, { kind: 'begun' })
  const input = { type: 'url' as const, url: 'rtsp://10.0.0.2/new' }
  await stores.video.changeSource(before, { ...before, input }, true)
  await engine.report(id, run!.epoch, { kind: 'crashed', reason: 'test' })
  const [next] = await engine.claim('w1', 1)
  assert.deepEqual(next?.spec.input, { ...input, index: 3 })
})

test('what a run sees is the state of its source', async (t) => {
  const { engine, stores, add } = await setUp(t)
  await stores.video.addSource(plainSource(1), [], MANY)
  const id = await add('one', reading(uuid(1)))
  const [run] = await engine.claim('w1', 1)
  const seen = async () => (await stores.video.findSource(uuid(1)))?.status
  assert.equal(await seen(), 2)
  await engine.report(id, run!.epoch, { kind: 'running' })
  assert.equal(await seen(), 1)
  await engine.report(id, run!.epoch, { kind: 'abnormal', status: 'waiting for camera' })
  assert.equal(await seen(), 9)
  await engine.report(id, run!.epoch, {
    kind: 'failed',
    stage: 'start',
    code: 'SOURCE.X',
    message: 'no such stream',
  })
  assert.equal(await seen(), 2)
})
