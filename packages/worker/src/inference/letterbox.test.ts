import assert from 'node:assert/strict'
import { test } from 'node:test'
import { letterbox } from './letterbox.js'

test('content lies at the top left, the rest is padding, whatever was there before', () => {
  const square = new Uint8Array(3 * 3 * 3).fill(9)
  letterbox(square, 3, Uint8Array.of(1, 2, 3, 4, 5, 6), 2, 1, 127)
  assert.deepEqual([...square.subarray(0, 9)], [1, 2, 3, 4, 5, 6, 127, 127, 127])
  assert.ok(square.subarray(9).every((value) => value === 127))
})

test('full width and full size', () => {
  const square = new Uint8Array(2 * 2 * 3)
  letterbox(square, 2, Uint8Array.of(1, 2, 3, 4, 5, 6), 2, 1, 127)
  assert.deepEqual([...square], [1, 2, 3, 4, 5, 6, 127, 127, 127, 127, 127, 127])
  const full = Uint8Array.from({ length: 12 }, (_, i) => i)
  letterbox(square, 2, full, 2, 2, 127)
  assert.deepEqual(square, full)
})
