import assert from 'node:assert/strict'
import { test } from 'node:test'
import { place, putInto } from './placement.js'
import { scaleInto } from './scale.js'

/** Red channel of a scaled row of grey pixels. */
function scaledRow(values: number[], width: number): number[] {
  const rgb = Uint8Array.from(values.flatMap((value) => [value, value, value]))
  const canvas = new Uint8Array(width * 3)
  scaleInto(canvas, width * 3, rgb, { width: values.length, height: 1 }, { x: 0, y: 0, width, height: 1 })
  return Array.from({ length: width }, (_, i) => canvas[i * 3]!)
}

test('larger: between the middles of pixels, flat at the ends', () => {
  assert.deepEqual(scaledRow([0, 100], 4), [0, 25, 75, 100])
  assert.deepEqual(scaledRow([7, 7, 7], 5), [7, 7, 7, 7, 7])
})

test('smaller: every pixel counts, so that nothing falls between two samples', () => {
  // A triangle reaching 2 pixels to both sides of 2i + 0.5: weights 0.25, 0.75, 0.75, 0.25 of 2. Pixel 4 is the second of
  // target 2 and the last of target 1: 80 × 0.75 / 2 and 80 × 0.25 / 2.
  assert.deepEqual(scaledRow([0, 0, 0, 0, 80, 0, 0, 0], 4), [0, 10, 30, 0])
  const spike = scaledRow([0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0], 4)
  assert.ok(spike.some((value) => value > 0))
  assert.deepEqual(scaledRow([100, 200], 1), [150])
})

test('a picture is put where it belongs, all around is padding, and old pixels are gone', () => {
  const input = { width: 4, height: 3 }
  const canvas = new Uint8Array(36).fill(99)
  const rgb = new Uint8Array(2 * 3 * 3).fill(10)
  const picture = { width: 2, height: 3 }
  const placed = place(picture, input, 'letterbox-centre')
  assert.deepEqual(placed, { x: 1, y: 0, width: 2, height: 3 })
  putInto(canvas, input, rgb, picture, placed, 5)
  const row = [5, 10, 10, 5].flatMap((value) => [value, value, value])
  assert.deepEqual([...canvas], [...row, ...row, ...row])
})

test('what fits is taken as it is; another size is scaled with its shape kept', () => {
  const input = { width: 320, height: 192 }
  const at = (width: number, height: number) => place({ width, height }, input, 'letterbox-top-left')
  assert.deepEqual(at(320, 180), { x: 0, y: 0, width: 320, height: 180 })
  assert.deepEqual(at(319, 180), { x: 0, y: 0, width: 319, height: 180 })
  assert.deepEqual(at(640, 360), { x: 0, y: 0, width: 320, height: 180 })
  assert.deepEqual(at(160, 90), { x: 0, y: 0, width: 320, height: 180 })
  assert.deepEqual(at(1, 4000), { x: 0, y: 0, width: 1, height: 192 })
  assert.deepEqual(place({ width: 5, height: 9 }, input, 'stretch'), { x: 0, y: 0, width: 320, height: 192 })
})
