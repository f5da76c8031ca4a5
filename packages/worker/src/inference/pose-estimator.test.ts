import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { MOVENET_LIGHTNING } from '../models/movenet.js'
import { sha256 } from '../models/open-session.js'
import { buildTfjs } from '../models/testing/run-tfjs.js'
import { convertTfjs } from '../models/tfjs/convert.js'
import { createPoseEstimator } from './pose-estimator.js'

const SIZE = 192

/** Gives all points the colour of the upper left pixel: red as y, green as x, blue as score, in 255ths. */
const CORNER = buildTfjs({
  input: { shape: [1, SIZE, SIZE, 3], type: 'DT_INT32' },
  constants: {
    corner: { shape: [17, 3], values: Array(51).fill(0), type: 'int32' },
    full: { shape: [], values: [255] },
    shape: { shape: [4], values: [1, 1, 17, 3], type: 'int32' },
  },
  nodes: [
    { op: 'Cast', inputs: ['x'], attributes: { DstT: { type: 'DT_FLOAT' } } },
    { op: 'RealDiv', inputs: ['n0', 'full'] },
    { op: 'GatherNd', inputs: ['n1', 'corner'] },
    { op: 'Reshape', inputs: ['n2', 'shape'] },
  ],
  outputShape: [1, 1, 17, 3],
})

async function setUp(t: TestContext, name = 'pose.onnx') {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-pose-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const onnx = convertTfjs(CORNER.topology, CORNER.files, 'pose')
  await writeFile(join(dir, 'pose.onnx'), onnx)
  const manifest = { ...MOVENET_LIGHTNING.manifest, source: 'made by a test', sha256: sha256(onnx) }
  const estimator = await createPoseEstimator({ modelPath: join(dir, name), manifest })
  t.after(() => estimator.close())
  return estimator
}

function picture(red: number, green: number, blue: number): Uint8Array<ArrayBuffer> {
  const rgb = new Uint8Array(SIZE * SIZE * 3)
  rgb.set([red, green, blue])
  return rgb
}

test('every call gets its own answer: 17 points as fractions x, y and a score', async (t) => {
  const estimator = await setUp(t)
  assert.equal(estimator.inputSize, SIZE)
  const [first, second] = await Promise.all([
    estimator.estimate(picture(51, 102, 255)),
    estimator.estimate(picture(0, 255, 51)),
  ])
  assert.equal(first.length, 17)
  const rounded = ([point]: typeof first) => [point!.x, point!.y, point!.score].map((v) => v.toFixed(3))
  assert.deepEqual(rounded(first), ['0.400', '0.200', '1.000'])
  assert.deepEqual(rounded(second), ['1.000', '0.000', '0.200'])
})

test('a picture of another size is refused with both sizes', async (t) => {
  const estimator = await setUp(t)
  await assert.rejects(estimator.estimate(new Uint8Array(3)), /rgb has 3 bytes; it needs 110592/)
})

test('a closed one says so, and a file that is not there names the model', async (t) => {
  const estimator = await setUp(t)
  await estimator.close()
  await estimator.close()
  await assert.rejects(estimator.estimate(picture(0, 0, 0)), /movenet-lightning: it was closed/)
  await assert.rejects(setUp(t, 'gone.onnx'), /movenet-lightning: .*gone\.onnx/)
})
