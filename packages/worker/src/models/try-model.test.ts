import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import sharp from 'sharp'
import { benchModel } from './bench-model.js'
import { ModelStore } from './model-store.js'
import { testModel } from './test-model.js'
import { sayingModel, seeingModel, TINY_INPUT } from './testing/tiny-graphs.js'

async function setUp(t: TestContext, onnx: Uint8Array, manifest: object) {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-try-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const file = join(dir, 'given.onnx')
  await writeFile(file, onnx)
  const store = new ModelStore(join(dir, 'models'))
  await store.add({
    file,
    manifest: JSON.stringify({ name: 'own', licence: 'MIT', threshold: 0.5, ...manifest }),
  })
  const picture = join(dir, 'blue.png')
  await sharp({ create: { width: 128, height: 64, channels: 3, background: { r: 0, g: 0, b: 255 } } })
    .png()
    .toFile(picture)
  return { store, picture, output: join(dir, 'found.jpg') }
}

const BLUE_EYES = {
  head: 'yolov8',
  labels: ['r', 'g', 'b<&>'],
  input: { scale: 1 / 255, placement: 'stretch' },
}

test('test: boxes in pixels of the picture, drawn on it, whatever the label is', async (t) => {
  const { store, picture, output } = await setUp(
    t,
    seeingModel(TINY_INPUT, { x: [8, 24], y: [8, 24] }),
    BLUE_EYES,
  )
  const { detections, width, height } = await testModel({ store, name: 'own', picture, output })
  assert.deepEqual([width, height], [128, 64])
  assert.deepEqual(detections, [{ label: 'b<&>', score: 1, box: { x: 32, y: 16, w: 64, h: 32 } }])
  const { data, info } = await sharp(output).raw().toBuffer({ resolveWithObject: true })
  assert.deepEqual([info.width, info.height], [128, 64])
  // On the left edge of the box, at half its height, the line's orange; beside it still blue.
  const red = (x: number, y: number) => data[(y * 128 + x) * 3]!
  assert.ok(red(32, 40) > 150, String(red(32, 40)))
  assert.ok(red(10, 40) < 60)
  assert.deepEqual((await testModel({ store, name: 'own', picture, minScore: 1 })).detections.length, 1)
})

test('test: points of a pose, in pixels of the picture', async (t) => {
  const values = Array.from({ length: 51 }, (_, i) => [0.5, 0.25, 0.9][i % 3]!)
  const onnx = sayingModel({ output_0: { shape: [1, 1, 17, 3], values } })
  const { store, picture, output } = await setUp(t, onnx, {
    head: 'movenet',
    input: { placement: 'stretch' },
  })
  const { detections, pose } = await testModel({ store, name: 'own', picture, output })
  assert.deepEqual(detections, [])
  assert.deepEqual(pose?.map(({ x, y }) => [x, y])[0], [32, 32])
  assert.deepEqual(
    (await store.installedLabels()).some(({ name }) => name === 'own'),
    false,
    'it is no detector',
  )
})

test('test: points of a pose that are no numbers were not seen', async (t) => {
  const values = Array.from(
    { length: 51 },
    (_, i) => [0.5, i < 3 ? Number.POSITIVE_INFINITY : 0.25, 0.9][i % 3]!,
  )
  const onnx = sayingModel({ output_0: { shape: [1, 1, 17, 3], values } })
  const { store, picture } = await setUp(t, onnx, { head: 'movenet', input: { placement: 'stretch' } })
  const { pose } = await testModel({ store, name: 'own', picture })
  assert.deepEqual(pose?.[0], { x: 0, y: 0, score: 0 })
  assert.deepEqual([pose?.[1]?.x, pose?.[1]?.y], [32, 32])
})

test('bench: each number of threads, its parts apart', async (t) => {
  const { store } = await setUp(t, seeingModel(TINY_INPUT, { x: [8, 24], y: [8, 24] }), BLUE_EYES)
  const results = await benchModel({ store, name: 'own', threads: [1, 2], runs: 3 })
  assert.deepEqual(
    results.map(({ threads }) => threads),
    [1, 2],
  )
  for (const { prepareMs, runMs, decodeMs, framesPerSecond } of results) {
    assert.ok(prepareMs >= 0 && runMs > 0 && decodeMs >= 0)
    assert.ok(Math.abs(framesPerSecond * (prepareMs + runMs + decodeMs) - 1000) < 1e-6)
  }
})
