import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permute } from './conversion.js'

test('permute turns axes of row-major values', () => {
  assert.deepEqual([...permute(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], [1, 0])], [1, 4, 2, 5, 3, 6])
  // NHWC 1×1×2×3 to NCHW: channels apart.
  assert.deepEqual(
    [...permute(Float32Array.of(1, 2, 3, 4, 5, 6), [1, 1, 2, 3], [0, 3, 1, 2])],
    [1, 4, 2, 5, 3, 6],
  )
})
