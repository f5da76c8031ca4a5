import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TfjsFormatError } from './json.js'
import { readTfjs } from './read-model.js'
import { readWeights } from './weights.js'

const group = (weights: unknown[], paths = ['a']) => [{ paths, weights }]
const files = (...parts: number[][]) =>
  new Map(parts.map((bytes, i) => [String.fromCharCode(97 + i), Uint8Array.from(bytes)]))
const values = (manifest: unknown, content: Map<string, Uint8Array>) =>
  [...readWeights(manifest, content).values()].map((tensor) => [...tensor.values])

test('halves become real numbers: one, minus two, the least, the greatest, a third, infinite', () => {
  const weight = { name: 'w', shape: [6], dtype: 'float32', quantization: { dtype: 'float16' } }
  const content = files([0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0xff, 0x7b, 0x55, 0x35, 0x00, 0x7c])
  assert.deepEqual(values(group([weight]), content), [
    [1, -2, Math.fround(2 ** -24), 65504, 0.333251953125, Number.POSITIVE_INFINITY],
  ])
})

test('codes of 8 and 16 bits become scale · code + min, and tensors follow one another over files', () => {
  const quantized = (dtype: string) => ({ dtype, scale: 0.5, min: -1 })
  const manifest = group(
    [
      { name: 'a', shape: [2], dtype: 'float32', quantization: quantized('uint8') },
      { name: 'b', shape: [1, 1], dtype: 'float32', quantization: quantized('uint16') },
      { name: 'c', shape: [], dtype: 'int32' },
      { name: 'd', shape: [1], dtype: 'float32' },
    ],
    ['a', 'b'],
  )
  // 257 · 0.5 - 1; -2 as int32; 1 as float32.
  const content = files([0, 255, 1, 1, 0xfe, 0xff], [0xff, 0xff, 0, 0, 0x80, 0x3f])
  assert.deepEqual(values(manifest, content), [[-1, 126.5], [127.5], [-2], [1]])
})

test('weight files that are short, long or missing, and unknown types, are named', () => {
  const plain = { name: 'w', shape: [1], dtype: 'float32' }
  const odd = { ...plain, quantization: { dtype: 'int4' } }
  const wrong: [unknown, Map<string, Uint8Array>, RegExp][] = [
    [group([plain]), files([0, 0]), /end at byte 2, w needs 4/],
    [group([plain]), files([0, 0, 0, 0, 0]), /hold 5 bytes, the tensors of weightsManifest\[0\] 4/],
    [group([plain], ['gone']), files([0]), /weight file gone is missing/],
    [group([{ ...plain, dtype: 'string' }]), files([0]), /w is string/],
    [group([odd]), files([0]), /dtype is int4/],
    [group([{ ...plain, shape: ['x'] }]), files([0]), /weights\[0\]\.shape\[0\] is not a number/],
    ['none', files(), /weightsManifest is not an array/],
  ]
  for (const [manifest, content, message] of wrong)
    assert.throws(
      () => readWeights(manifest, content),
      (error: Error) => error instanceof TfjsFormatError && message.test(error.message),
    )
})

test('what is not a graph model says what is missing', () => {
  const wrong: [string, RegExp][] = [
    ['{', /model\.json is not JSON/],
    ['[]', /model\.json is not an object/],
    ['{"format":"layers-model"}', /format is not "graph-model"/],
    ['{"format":"graph-model"}', /modelTopology is not an object/],
    ['{"format":"graph-model","modelTopology":{"node":[{}]}}', /node\[0\]\.name is not a string/],
    [
      '{"format":"graph-model","modelTopology":{"node":[]},"signature":{"inputs":{"x":{"dtype":"DT_FLOAT","tensorShape":{"dim":[{"size":"-1"}]}}}},"weightsManifest":[]}',
      /dim\[0\] is -1; sizes must be fixed/,
    ],
  ]
  for (const [text, message] of wrong) assert.throws(() => readTfjs(Buffer.from(text), new Map()), message)
})
