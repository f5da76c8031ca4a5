import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Point } from './box.js'
import { contains, crossingEdges, depth, edgeDistance } from './polygon.js'

const square: Point[] = [
  [0, 0],
  [100, 0],
  [100, 100],
  [0, 100],
]
/** A U open to the top. */
const cup: Point[] = [
  [0, 0],
  [30, 0],
  [30, 70],
  [70, 70],
  [70, 0],
  [100, 0],
  [100, 100],
  [0, 100],
]

test('points are inside, outside, and on the edge counts as inside', () => {
  assert.equal(contains(square, [50, 50]), true)
  assert.equal(contains(square, [150, 50]), false)
  assert.equal(contains(square, [100, 50]), true)
  assert.equal(contains(square, [0, 0]), true)
})

test('the hollow of a concave polygon is outside', () => {
  assert.equal(contains(cup, [50, 30]), false)
  assert.equal(contains(cup, [15, 30]), true)
  assert.equal(contains(cup, [50, 85]), true)
})

test('edge distance counts from both sides', () => {
  assert.equal(edgeDistance(square, [50, 90]), 10)
  assert.equal(edgeDistance(square, [50, 120]), 20)
})

test('depth is a quarter of a square side', () => {
  assert.equal(depth(square), 25)
})

test('crossing, touching and folding edges are found, sound outlines are not', () => {
  assert.equal(crossingEdges(square), undefined)
  assert.equal(crossingEdges(cup), undefined)
  assert.equal(
    crossingEdges([
      [0, 0],
      [50, 0],
      [100, 0],
      [100, 100],
    ]),
    undefined,
  )
  assert.deepEqual(
    crossingEdges([
      [0, 0],
      [100, 100],
      [100, 0],
      [0, 100],
    ]),
    [0, 2],
  )
  assert.deepEqual(
    crossingEdges([
      [0, 0],
      [100, 0],
      [50, 0],
    ]),
    [0, 1],
  )
  assert.deepEqual(
    crossingEdges([
      [0, 0],
      [100, 0],
      [100, 100],
      [50, 0],
    ]),
    [0, 2],
  )
})
