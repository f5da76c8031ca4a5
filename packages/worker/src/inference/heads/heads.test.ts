import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Detection } from '@vigia/core'
import type { ModelManifest } from '../../models/manifest.js'
import {
  type ConstantOutput,
  manifestFor,
  sayingModel,
  TINY_INPUT,
} from '../../models/testing/tiny-graphs.js'
import { lookOnce, painted } from '../testing/look-once.js'

const SIZE = { width: 32, height: 32 }
const GREY = painted(SIZE, [114, 114, 114])

/** Through onnxruntime: the graph's outputs are these, whatever it is fed. */
async function read(
  outputs: Record<string, ConstantOutput>,
  rest: Partial<ModelManifest> & Pick<ModelManifest, 'head' | 'labels'>,
  more: Parameters<typeof sayingModel>[2] = [],
) {
  const onnx = sayingModel(outputs, rest.input ?? TINY_INPUT, more)
  return lookOnce(onnx, manifestFor(onnx, rest), GREY, SIZE)
}

const near = (a: number, b: number) => Math.abs(a - b) < 1e-4

/** `[label, score, x, y, w, h]` of each, best first. */
function assertFound(found: Detection[], expected: [string, number, number, number, number, number][]) {
  const told = found.map(({ label, score, box: { x, y, w, h } }) => [label, score, x, y, w, h])
  const same =
    told.length === expected.length &&
    told.every((row, i) =>
      row.every((v, j) =>
        typeof v === 'number' ? near(v, expected[i]![j] as number) : v === expected[i]![j],
      ),
    )
  assert.ok(same, `${JSON.stringify(told)} is not ${JSON.stringify(expected)}`)
}

const filled = (shape: number[], value: number): ConstantOutput => ({
  shape,
  values: Array(shape.reduce((a, b) => a * b)).fill(value),
})

/** Writes `values` at row `row` of a tensor whose last axis has `width`. */
const put = ({ values }: ConstantOutput, width: number, row: number, row_values: number[]) =>
  row_values.forEach((value, i) => {
    values[row * width + i] = value
  })

test('ssd: fractions or pixels, and three orders of a box; overlapping boxes of a class are one', async () => {
  const scores = { shape: [1, 3, 2], values: [0.9, 0, 0.6, 0, 0, 0.7] }
  const labels = ['person', 'car']
  const xyxy = [0.25, 0.125, 0.75, 0.5, 0.25, 0.125, 0.75, 0.5625, 0, 0, 0.5, 0.5]
  const expected: Parameters<typeof assertFound>[1] = [
    ['person', 0.9, 8, 4, 16, 12],
    ['car', 0.7, 0, 0, 16, 16],
  ]
  const boxes = (values: number[]) => ({ boxes: { shape: [1, 3, 4], values }, scores })
  assertFound((await read(boxes(xyxy), { head: 'ssd', labels })).detections, expected)
  const pixels = xyxy.map((v) => v * 32)
  assertFound(
    (await read(boxes(pixels), { head: 'ssd', labels, options: { unit: 'pixels' } })).detections,
    expected,
  )
  const rows = [0, 4, 8].map((at) => xyxy.slice(at, at + 4) as [number, number, number, number])
  const yxyx = rows.flatMap(([x1, y1, x2, y2]) => [y1, x1, y2, x2])
  assertFound(
    (await read(boxes(yxyx), { head: 'ssd', labels, options: { box: 'yxyx' } })).detections,
    expected,
  )
  const centres = rows.flatMap(([x1, y1, x2, y2]) => [(x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1])
  assertFound(
    (await read(boxes(centres), { head: 'ssd', labels, options: { box: 'cxcywh' } })).detections,
    expected,
  )
  // 12 rows of 14 are shared: an overlap of 0.857.
  const lenient = await read(boxes(xyxy), { head: 'ssd', labels, overlap: 0.9 })
  assert.equal(lenient.detections.length, 3)
})

test('yolox: offsets in cells and logarithms on three grids, objectness × class score', async () => {
  // 32×32: 16 cells of 8, 4 of 16, 1 of 32; rows of 5 + 2.
  const output = filled([1, 21, 7], 0)
  // Cell (2, 1) of stride 8: centre ((2 + 0.5) × 8, (1 + 0.25) × 8), 8e^0 × 8e^ln 2.
  put(output, 7, 6, [0.5, 0.25, 0, Math.log(2), 0.9, 0.2, 0.8])
  // Cell (1, 1) of stride 16 is row 16 + 3.
  put(output, 7, 19, [0, 0, 0, 0, 0.8, 1, 0])
  put(output, 7, 20, [0.5, 0.5, 0, 0, 0.4, 1, 0])
  const { detections } = await read({ output }, { head: 'yolox', labels: ['person', 'car'] })
  assertFound(detections, [
    ['person', 0.8, 8, 8, 16, 16],
    ['car', 0.72, 16, 2, 8, 16],
  ])
})

test('yolox: decoded in the graph, other strides, and scores that still need the sigmoid', async () => {
  const output = filled([1, 4, 6], -9)
  put(output, 6, 3, [10, 12, 4, 6, Math.log(9), Math.log(4)])
  const options = { strides: [16], decoded: true, activation: 'sigmoid' } as const
  // sigmoid(ln 9) = 0.9, sigmoid(ln 4) = 0.8.
  const { detections } = await read({ output }, { head: 'yolox', labels: ['person'], options })
  assertFound(detections, [['person', 0.72, 8, 9, 4, 6]])
})

test('yolov8: a column for each anchor, under any output name when it is the only one', async () => {
  // Three anchors: two of the same object, one of another class.
  const values = [
    ...[10, 11, 10],
    ...[20, 20, 20],
    ...[8, 8, 8],
    ...[4, 4, 4],
    ...[0.6, 0.9, 0.1],
    ...[0, 0, 0.7],
  ]
  const expected: Parameters<typeof assertFound>[1] = [
    ['helmet', 0.9, 7, 18, 8, 4],
    ['head', 0.7, 6, 18, 8, 4],
  ]
  const labels = ['helmet', 'head']
  const output = { shape: [1, 6, 3], values }
  assertFound((await read({ predictions: output }, { head: 'yolov8', labels })).detections, expected)
  const logits = values.map((v, i) => (i < 12 ? v : Math.log(Math.max(v, 1e-6) / (1 - v))))
  const raw = { head: 'yolov8', labels, options: { activation: 'sigmoid' } } as const
  assertFound(
    (await read({ output0: { ...output, values: logits } }, { ...raw, labels })).detections,
    expected,
  )
})

test('end2end: rows of corners, score and class; overlapping ones both stay', async () => {
  const values = [1, 2, 11, 22, 0.9, 1, 1, 2, 11, 23, 0.8, 1, 5, 5, 9, 9, 0.6, 7, 0, 0, 0, 0, 0, 0]
  const { detections } = await read(
    { output0: { shape: [1, 4, 6], values } },
    { head: 'end2end', labels: ['person', 'car'] },
  )
  assertFound(detections, [
    ['car', 0.9, 1, 2, 10, 20],
    ['car', 0.8, 1, 2, 10, 21],
  ])
})

test('boxes6: columns in any order, fractions, with a batch axis or without', async () => {
  const labels = ['person', 'car']
  const options = { columns: ['class', 'score', 'cx', 'cy', 'w', 'h'], unit: 'fractions' } as const
  const one = { shape: [1, 6], values: [1, 0.75, 0.5, 0.5, 0.25, 0.5] }
  assertFound((await read({ dets: one }, { head: 'boxes6', labels, options })).detections, [
    ['car', 0.75, 12, 8, 8, 16],
  ])
  const bySize = { columns: ['x1', 'y1', 'w', 'h', 'score', 'class'] }
  const two = { shape: [1, 1, 6], values: [4, 5, 6, 7, 0.75, 0] }
  assertFound((await read({ dets: two }, { head: 'boxes6', labels, options: bySize })).detections, [
    ['person', 0.75, 4, 5, 6, 7],
  ])
})

test('detr sized: labels, boxes and scores for the size that is asked for', async () => {
  const outputs = {
    labels: { shape: [1, 3], values: [1, 0, 5], type: 'int64' as const },
    boxes: { shape: [1, 3, 4], values: [1, 2, 11, 12, 3, 4, 5, 6, 0, 0, 9, 9] },
    scores: { shape: [1, 3], values: [0.7, 0.4, 0.9] },
  }
  const sizes = [{ name: 'orig_target_sizes', type: 'int64' as const, shape: [1, 2] }]
  const { detections } = await read(outputs, { head: 'detr', labels: ['person', 'car'] }, sizes)
  assertFound(detections, [['car', 0.7, 1, 2, 10, 10]])
  await assert.rejects(
    read(outputs, { head: 'detr', labels: ['person', 'car'] }),
    /input orig_target_sizes is missing, its manifest needs it/,
  )
})

test('detr sigmoid: every class for itself, centre boxes in fractions, outputs of other names', async () => {
  const outputs = {
    labels: { shape: [1, 2, 3], values: [5, Math.log(4), -5, -5, -5, Math.log(1.5)] },
    dets: { shape: [1, 2, 4], values: [0.5, 0.5, 0.25, 0.5, 0.25, 0.25, 0.5, 0.5] },
  }
  const rest = {
    head: 'detr',
    options: { form: 'sigmoid' },
    outputs: { logits: 'labels', pred_boxes: 'dets' },
  } as const
  // The first column stands for nothing: RF-DETR counts from 1. sigmoid(ln 4) = 0.8, sigmoid(ln 1.5) = 0.6.
  assertFound((await read(outputs, { ...rest, labels: [null, 'person', 'car'] })).detections, [
    ['person', 0.8, 12, 8, 8, 16],
    ['car', 0.6, 0, 0, 16, 16],
  ])
})

test('detr softmax: shares of a row, the last of them for no object', async () => {
  const outputs = {
    // Shares 7, 1, 2 of 10; then 1, 2, 7: nothing is there.
    logits: { shape: [1, 2, 3], values: [Math.log(7), 0, Math.log(2), 0, Math.log(2), Math.log(7)] },
    pred_boxes: { shape: [1, 2, 4], values: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1] },
  }
  const rest = { head: 'detr', options: { form: 'softmax' } } as const
  assertFound((await read(outputs, { ...rest, labels: ['person', 'car'] })).detections, [
    ['person', 0.7, 8, 8, 16, 16],
  ])
})

/** Logits of `bins` whose mean lies all but wholly on `at`. */
const peak = (bins: number, at: number) => Array.from({ length: bins }, (_, i) => (i === at ? 50 : 0))

test('nanodet joined: distances from the corner of the cell, as means over bins', async () => {
  // 16 + 4 + 1 + 1 cells; 2 labels and 4 × 8 bins.
  const output = filled([1, 22, 34], 0)
  // Cell (1, 2) of stride 8, so (8, 16): left 1, top 2, right 1, bottom 0.5 of two equal bins.
  const bottom = [50, 50, 0, 0, 0, 0, 0, 0]
  put(output, 34, 9, [0, 0.8, ...peak(8, 1), ...peak(8, 2), ...peak(8, 1), ...bottom])
  const { detections } = await read({ output }, { head: 'nanodet', labels: ['person', 'car'] })
  assertFound(detections, [['car', 0.8, 0, 0, 16, 20]])
})

test('nanodet levels: an output for each stride, distances from the middle of the cell, 11 bins', async () => {
  const outputs = Object.fromEntries(
    [8, 16, 32].flatMap((stride) => {
      const cells = (32 / stride) ** 2
      return [
        [`cls_pred_stride_${stride}`, filled([1, cells, 1], 0)],
        [`dis_pred_stride_${stride}`, filled([1, cells, 44], 0)],
      ]
    }),
  )
  // Cell (1, 0) of stride 16: middle (24, 8).
  put(outputs.cls_pred_stride_16!, 1, 1, [0.6])
  put(outputs.dis_pred_stride_16!, 44, 1, [...peak(11, 1), ...peak(11, 0), ...peak(11, 0), ...peak(11, 1)])
  put(outputs.cls_pred_stride_32!, 1, 0, [0.9])
  put(outputs.dis_pred_stride_32!, 44, 0, Array.from({ length: 4 }, () => peak(11, 0)).flat())
  put(outputs.cls_pred_stride_8!, 1, 0, [0.7])
  put(outputs.dis_pred_stride_8!, 44, 0, [...peak(11, 0), ...peak(11, 0), ...peak(11, 1), ...peak(11, 1)])
  const rest = { head: 'nanodet', labels: ['person'], options: { form: 'levels' } } as const
  // That of stride 32 has no area; best first over all levels.
  assertFound((await read(outputs, { ...rest, labels: ['person'] })).detections, [
    ['person', 0.7, 4, 4, 8, 8],
    ['person', 0.6, 8, 8, 16, 16],
  ])
})

test('centernet: peaks of the heat map, size and offset in cells', async () => {
  const heatmap = filled([1, 2, 8, 8], 0)
  // Class 1, cells (3, 2) and its weaker neighbour; two equal ones at (6, 6) and (7, 6) are one object.
  heatmap.values[64 + 2 * 8 + 3] = 0.9
  heatmap.values[64 + 2 * 8 + 4] = 0.8
  heatmap.values[6 * 8 + 6] = 0.6
  heatmap.values[6 * 8 + 7] = 0.6
  const size = filled([1, 2, 8, 8], 1)
  size.values[2 * 8 + 3] = 2
  size.values[64 + 2 * 8 + 3] = 3
  const offset = filled([1, 2, 8, 8], 0.5)
  offset.values[2 * 8 + 3] = 0.25
  const { detections } = await read(
    { heatmap, size, offset },
    { head: 'centernet', labels: ['person', 'car'] },
  )
  // Cells of 4 pixels: centre ((3 + 0.25) × 4, (2 + 0.5) × 4).
  assertFound(detections, [
    ['car', 0.9, 9, 4, 8, 12],
    ['person', 0.6, 24, 24, 4, 4],
  ])
})

test('centernet decoded in the graph: six columns', async () => {
  const rest = { head: 'centernet', options: { form: 'decoded', unit: 'fractions' } } as const
  const output = { shape: [1, 1, 6], values: [0.25, 0.25, 0.5, 0.75, 0.75, 0] }
  assertFound((await read({ output }, { ...rest, labels: ['person'] })).detections, [
    ['person', 0.75, 8, 8, 8, 16],
  ])
})

test('movenet: y, x and score of 17 points, in pixels of the picture', async () => {
  const values = Array.from({ length: 51 }, (_, i) => [0.5, 0.25, 0.9][i % 3]!)
  values.splice(3, 3, 0.125, 1, 0.25)
  const { pose, detections } = await read(
    { output_0: { shape: [1, 1, 17, 3], values } },
    { head: 'movenet', labels: [] },
  )
  assert.deepEqual(detections, [])
  assert.equal(pose?.length, 17)
  assert.deepEqual([pose[0]!.x, pose[0]!.y, pose[1]!.x, pose[1]!.y, pose[1]!.score], [8, 16, 32, 4, 0.25])
})
