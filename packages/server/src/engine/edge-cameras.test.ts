/** Jobs on edge cameras: a run gets the stream that is to be analysed, at the address that it has then. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DirectInput, Job } from '@vigia/core'
import { OTHER_PROJECT, PROJECT, plainCamera, plainJob, plainSource, uuid } from '@vigia/core/conformance'
import { setUp } from './rig.testing.js'

const MANY = 100
const input = { type: 'edgecamera' as const, id: 'cam-1' }
const main = { name: 'main' as const, url: 'rtsp://10.0.0.9/1', width: 1920, height: 1080, fps: 25 }
const sub1 = { name: 'sub1' as const, url: 'rtsp://10.0.0.9/2', width: 640, height: 360, fps: 10 }
const camera = plainCamera(1, { streams: [main, sub1] })
const reading = (common: Job['spec']['common'] = {}): Partial<Job> => ({
  spec: { ...plainJob(1).spec, input: { ...input, index: 2 }, common },
})

/** The input of the run that the engine hands out next. */
const inputOf = async (engine: Awaited<ReturnType<typeof setUp>>['engine']): Promise<DirectInput> =>
  (await engine.claim('w1', 1))[0]!.spec.input

test('a run reads the sub-stream that is large enough, for as many frames as the job samples', async (t) => {
  const { engine, stores, add } = await setUp(t)
  await stores.cameras.add(camera, MANY)
  await add('usual', reading())
  assert.deepEqual(await inputOf(engine), { ...input, url: sub1.url, index: 2 })
  await add('fast', reading({ sampling_fps: 15 }))
  assert.deepEqual(await inputOf(engine), { ...input, url: main.url, index: 2 })
})

test('a run reads the stream that the user wants', async (t) => {
  const { engine, stores, add } = await setUp(t)
  await stores.cameras.add({ ...camera, stream: 'main' }, MANY)
  await add('one', reading())
  assert.deepEqual(await inputOf(engine), { ...input, url: main.url, index: 2 })
})

test('the next run reads the new address, also that which replaces a crashed one', async (t) => {
  const { engine, stores, add } = await setUp(t)
  await stores.cameras.add(camera, MANY)
  const id = await add('one', reading())
  const [run] = await engine.claim('w1', 1)
  await engine.report(id, run!.epoch, { kind: 'begun' })
  await stores.cameras.change(camera, { ...camera, streams: [{ ...main, url: 'rtsp://10.0.0.2/new' }] })
  await engine.report(id, run!.epoch, { kind: 'crashed', reason: 'test' })
  assert.deepEqual(await inputOf(engine), { ...input, url: 'rtsp://10.0.0.2/new', index: 2 })
})

test('a registered source that is an edge camera is read at its address', async (t) => {
  const { engine, stores, add } = await setUp(t)
  await stores.cameras.add(camera, MANY)
  await stores.video.addSource(plainSource(1, { type: 'camera', accessType: 'edge', input }), [], MANY)
  const source = { type: 'video_source' as const, sourceId: uuid(1), index: 0 }
  await add('one', { sourceId: uuid(1), spec: { ...plainJob(1).spec, input: source } })
  assert.deepEqual(await inputOf(engine), { ...input, url: sub1.url, index: 0 })
})

test('a camera of another project is not read, whatever its id', async (t) => {
  const { engine, stores, add } = await setUp(t)
  await stores.cameras.add({ ...camera, projectId: OTHER_PROJECT }, MANY)
  const id = await add('one', reading())
  assert.equal((await stores.jobs.find(id))?.projectId, PROJECT)
  assert.deepEqual(await inputOf(engine), { ...input, index: 2 })
})
