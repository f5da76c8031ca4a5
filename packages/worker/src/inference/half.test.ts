import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHalf, toHalf } from './half.js'

test('every half float becomes itself again', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = fromHalf(bits)
    if (Number.isNaN(value)) assert.ok(Number.isNaN(fromHalf(toHalf(value))))
    else assert.equal(toHalf(value), bits)
  }
})

test('known values, rounding to the nearest and to even, and the ends of the range', () => {
  const pairs: [number, number][] = [
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.5, 0x0001],
    [2 ** -26, 0x0000],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [1e9, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
  ]
  for (const [value, bits] of pairs) assert.equal(toHalf(value), bits, String(value))
  assert.equal(fromHalf(0x3555), 0.333251953125)
})
