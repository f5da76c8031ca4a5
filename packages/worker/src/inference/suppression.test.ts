import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intersectionOverUnion, suppress } from './suppression.js'

const square = (x: number, column = 0) => ({ corners: { x1: x, y1: 0, x2: x + 10, y2: 10 }, column })

test('intersection over union by hand', () => {
  const at = (x: number) => intersectionOverUnion(square(0).corners, square(x).corners)
  assert.equal(at(0), 1)
  assert.equal(at(5), 50 / 150)
  assert.equal(at(10), 0)
  assert.equal(at(20), 0)
})

test('the better of two boxes stays; just the limit is no overlap; classes do not touch each other', () => {
  // Shifts of 3 and 4 of 10 overlap by 70/130 = .54 and 60/140 = .43.
  const items = [square(0), square(3), square(4), square(3, 1)]
  assert.deepEqual(suppress(items, 0.5, 10), [items[0], items[2], items[3]])
  assert.deepEqual(suppress([square(0), square(5)], 50 / 150, 10).length, 2)
})

test('a box is compared with kept ones only', () => {
  // The second falls to the first; the third overlaps the second alone and stays.
  const items = [square(0), square(3), square(6)]
  assert.deepEqual(suppress(items, 0.5, 10), [items[0], items[2]])
})

test('no more than asked are kept', () => {
  assert.equal(suppress([square(0), square(20), square(40)], 0.5, 2).length, 2)
})
