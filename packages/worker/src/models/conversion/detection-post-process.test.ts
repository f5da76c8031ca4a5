import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode } from 'flatbuffers/js/flexbuffers.js'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { convertTflite } from '../convert.js'
import { buildTflite, type ModelSpec } from '../testing/build-tflite.js'

const OPTIONS = { x_scale: 10, y_scale: 10, w_scale: 5, h_scale: 5, num_classes: 2 }

function spec(columns: number, options: Record<string, number>): ModelSpec {
  return {
    tensors: [
      { shape: [1, 2, 4], type: 'float32' },
      {
        shape: [1, 2, columns],
        type: 'float32',
        values: Array.from({ length: 2 * columns }, (_, i) => i / 10),
      },
      { shape: [2, 4], type: 'float32', values: [0.5, 0.25, 0.2, 0.1, 0.5, 0.5, 1, 1] },
      { shape: [1], type: 'float32' },
    ],
    operators: [
      {
        code: 'TFLite_Detection_PostProcess',
        inputs: [0, 1, 2],
        outputs: [3],
        customOptions: encode(options),
      },
    ],
    inputs: [0],
    outputs: [3],
  }
}

async function run(model: ModelSpec, codes: number[]) {
  const session = await InferenceSession.create(convertTflite(buildTflite(model), 'test'))
  const outputs = await session.run({ input: new Tensor('float32', Float32Array.from(codes), [1, 2, 4]) })
  await session.release()
  const rounded = (name: string) =>
    Array.from(outputs[name]!.data as Float32Array, (value) => Math.round(value * 1e5) / 1e5)
  return { boxes: rounded('boxes'), scores: rounded('scores'), shape: outputs.scores!.dims }
}

test('boxes come from codes y, x, h, w and anchors, as x1, y1, x2, y2', async () => {
  // First: y moves 1/10 of the height .2, x 2/10 of the width .1, height times e^(ln 2), width as it is.
  const { boxes } = await run(spec(2, OPTIONS), [1, 2, 5 * Math.log(2), 0, 0, 0, 0, 0])
  assert.deepEqual(boxes, [0.22, 0.32, 0.32, 0.72, 0, 0, 1, 1])
})

test('scores pass as they are, without a leading background column', async () => {
  const plain = await run(spec(2, OPTIONS), Array(8).fill(0))
  assert.deepEqual(plain.scores, [0, 0.1, 0.2, 0.3])
  const background = await run(spec(3, OPTIONS), Array(8).fill(0))
  assert.deepEqual(background.scores, [0.1, 0.2, 0.4, 0.5])
  assert.deepEqual(background.shape, [1, 2, 2])
})

test('options that are missing or do not fit are named', () => {
  const { x_scale: _, ...without } = OPTIONS
  assert.throws(() => convertTflite(buildTflite(spec(2, without)), 'x'), /option x_scale is undefined/)
  assert.throws(() => convertTflite(buildTflite(spec(5, OPTIONS)), 'x'), /5 score columns for 2 classes/)
})
