import assert from 'node:assert/strict'
import { test } from 'node:test'
import { integerValues, realValues } from './constants.js'
import type { TfliteTensor } from './read-model.js'

const tensor = (part: Partial<TfliteTensor>): TfliteTensor => ({
  index: 0,
  name: 't',
  shape: [],
  type: 'int8',
  data: undefined,
  quantisation: undefined,
  ...part,
})

test('scales along the last axis change with every value, along the first with every row', () => {
  const data = new Uint8Array(Int8Array.of(1, 2, 3, 4).buffer)
  const along = (axis: number) =>
    realValues(tensor({ shape: [2, 2], data, quantisation: { scale: [1, 10], zeroPoint: [0, 1], axis } }))
  assert.deepEqual([...along(1)], [1, 10, 3, 30])
  assert.deepEqual([...along(0)], [1, 2, 20, 30])
})

test('half-precision values, special ones included', () => {
  const data = new Uint8Array(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00, 0x3555).buffer)
  const found = [...realValues(tensor({ type: 'float16', data, shape: [5] }))]
  assert.deepEqual(found.slice(0, 4), [1, -2, 2 ** -24, Number.POSITIVE_INFINITY])
  assert.ok(Math.abs(found[4]! - 1 / 3) < 1e-3)
})

test('what is no constant, or no integer, is refused by name', () => {
  assert.throws(() => realValues(tensor({ name: 'late' })), /tensor late is computed at run time/)
  assert.throws(() => integerValues(tensor({ name: 'odd', type: 'float32' })), /tensor odd is float32/)
})

test('a number of scales that does not fit the axis is refused', () => {
  const quantisation = { scale: [1, 1, 1], zeroPoint: [0, 0, 0], axis: 0 }
  assert.throws(
    () => realValues(tensor({ shape: [2], data: Uint8Array.of(1, 2), quantisation })),
    /3 scales for axis 0/,
  )
})
