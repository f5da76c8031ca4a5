import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ModelInput } from '../models/manifest.js'
import { manifestFor, type Place, seeingModel, TINY_INPUT } from '../models/testing/tiny-graphs.js'
import type { Size } from './placement.js'
import { lookOnce, painted } from './testing/look-once.js'

const RED_GREEN_BLUE = [200, 100, 50]

/** Scores by label, of the values fed at the place, and the box in the picture. */
async function fed(input: Partial<ModelInput>, place: Place, rgb: Uint8Array, size: Size) {
  const whole = { ...TINY_INPUT, ...input }
  const onnx = seeingModel(whole, place)
  const manifest = manifestFor(onnx, { head: 'yolov8', labels: ['first', 'second', 'third'], input: whole })
  const { detections } = await lookOnce(onnx, manifest, rgb, size, { minScore: 0 })
  const by = Object.fromEntries(detections.map(({ label, score }) => [label, Math.round(score * 1e4) / 1e4]))
  return { by, box: detections[0]?.box }
}

const SQUARE = { width: 32, height: 32 }
const ALL: Place = { x: [0, 32], y: [0, 32] }
const rounded = (values: number[]) =>
  Object.fromEntries(
    ['first', 'second', 'third'].map((label, i) => [label, Math.round(values[i]! * 1e4) / 1e4]),
  )

test('layout and colour order: the same colours whether in planes or pixels, turned for bgr', async () => {
  const rgb = painted(SQUARE, RED_GREEN_BLUE)
  const forward = rounded([200 / 255, 100 / 255, 50 / 255])
  const turned = rounded([50 / 255, 100 / 255, 200 / 255])
  for (const layout of ['nchw', 'nhwc'] as const) {
    const { by } = await fed({ layout, scale: 1 / 255 }, ALL, rgb, SQUARE)
    assert.deepEqual(by, forward, layout)
    assert.deepEqual(
      (await fed({ layout, scale: 1 / 255, colour: 'bgr' }, ALL, rgb, SQUARE)).by,
      turned,
      layout,
    )
  }
})

test('the value fed is (pixel × scale − mean) / std, channel by channel in the order of the colours', async () => {
  const rgb = painted(SQUARE, RED_GREEN_BLUE)
  const numbers = { scale: 1 / 255, mean: [0.1, 0.2, 0.05], std: [2, 1, 0.8] } as const
  const { by } = await fed(numbers, ALL, rgb, SQUARE)
  assert.deepEqual(by, rounded([(200 / 255 - 0.1) / 2, 100 / 255 - 0.2, (50 / 255 - 0.05) / 0.8]))
  const bgr = await fed({ ...numbers, colour: 'bgr' }, ALL, rgb, SQUARE)
  assert.deepEqual(bgr.by, rounded([(50 / 255 - 0.1) / 2, 100 / 255 - 0.2, (200 / 255 - 0.05) / 0.8]))
})

test('every element type is fed the same value; whole numbers are rounded and clipped to what they hold', async () => {
  const rgb = painted(SQUARE, [0, 1, 1])
  for (const type of ['float32', 'float16', 'uint8', 'int32'] as const)
    assert.deepEqual(
      (await fed({ type, layout: 'nhwc' }, ALL, rgb, SQUARE)).by,
      { second: 1, third: 1, first: 0 },
      type,
    )
  // 129 - 128 and 128 - 128, as a quantised input has them.
  const int8 = await fed(
    { type: 'int8', mean: [128, 128, 128] },
    ALL,
    painted(SQUARE, [129, 128, 129]),
    SQUARE,
  )
  assert.deepEqual(int8.by, { first: 1, third: 1, second: 0 })
  const clipped = await fed(
    { type: 'uint8', scale: 1 / 200, mean: [-0.4, 3, 0] },
    ALL,
    painted(SQUARE, [20, 20, 200]),
    SQUARE,
  )
  assert.deepEqual(clipped.by, { third: 1, first: 1, second: 0 }, '0.5 is rounded up, below 0 is 0')
})

test('letterbox at the top left: the rest is padding, and the box comes in pixels of the picture', async () => {
  const size = { width: 32, height: 16 }
  const rgb = painted(size, RED_GREEN_BLUE)
  const input = { scale: 1 / 255, padValue: 51 } as const
  const above = await fed(input, { x: [0, 32], y: [0, 16] }, rgb, size)
  assert.deepEqual(above.by, rounded([200 / 255, 100 / 255, 50 / 255]))
  assert.deepEqual(above.box, { x: 0, y: 0, w: 32, h: 16 })
  const below = await fed(input, { x: [0, 32], y: [16, 32] }, rgb, size)
  assert.deepEqual(below.by, {}, 'what lies in the padding is no part of the picture')
  const across = await fed(input, { x: [0, 32], y: [8, 24] }, rgb, size)
  assert.deepEqual(across.by, rounded([200, 100, 50].map((value) => (value + 51) / 2 / 255)))
  assert.deepEqual(across.box, { x: 0, y: 8, w: 32, h: 8 })
})

test('letterbox in the middle: padding on both sides, taken off the boxes', async () => {
  const size = { width: 16, height: 32 }
  const rgb = painted(size, RED_GREEN_BLUE)
  const input = { scale: 1 / 255, padValue: 0, placement: 'letterbox-centre' } as const
  const middle = await fed(input, { x: [8, 24], y: [0, 32] }, rgb, size)
  assert.deepEqual(middle.by, rounded([200 / 255, 100 / 255, 50 / 255]))
  assert.deepEqual(middle.box, { x: 0, y: 0, w: 16, h: 32 })
  assert.deepEqual((await fed(input, { x: [0, 8], y: [0, 32] }, rgb, size)).by, {})
})

test('stretch: the picture fills the input, and boxes get their shape back', async () => {
  const size = { width: 64, height: 16 }
  const rgb = painted(size, [0, 0, 0], [255, 255, 255], { x: [32, 64], y: [0, 16] })
  const { by, box } = await fed(
    { scale: 1 / 255, placement: 'stretch' },
    { x: [18, 32], y: [0, 32] },
    rgb,
    size,
  )
  assert.deepEqual(by, { first: 1, second: 1, third: 1 })
  assert.deepEqual(box, { x: 36, y: 0, w: 28, h: 16 })
})

test('an input that is no square, and a picture that was made for a larger model', async () => {
  const input = { width: 32, height: 16, scale: 1 / 255 }
  const size = { width: 96, height: 48 }
  const rgb = painted(size, [0, 0, 0], RED_GREEN_BLUE, { x: [48, 96], y: [24, 48] })
  const { by, box } = await fed(input, { x: [17, 32], y: [9, 16] }, rgb, size)
  assert.deepEqual(by, rounded([200 / 255, 100 / 255, 50 / 255]))
  assert.deepEqual(box, { x: 51, y: 27, w: 45, h: 21 })
})

test('only the labels wanted are told, and columns of one label are one class', async () => {
  const onnx = seeingModel({ ...TINY_INPUT, scale: 1 / 255 }, ALL)
  const input = { ...TINY_INPUT, scale: 1 / 255 }
  const rgb = painted(SQUARE, RED_GREEN_BLUE)
  const look = async (labels: (string | null)[], wanted?: string[]) => {
    const manifest = manifestFor(onnx, { head: 'yolov8', labels, input })
    const { detections } = await lookOnce(onnx, manifest, rgb, SQUARE, { minScore: 0.1, wanted })
    return detections.map(({ label }) => label)
  }
  assert.deepEqual(await look(['a', 'b', 'c'], ['b', 'x']), ['b'])
  assert.deepEqual(await look([null, 'b', 'c']), ['b', 'c'])
  assert.deepEqual(await look(['a', 'a', 'c']), ['a', 'c'])
})
