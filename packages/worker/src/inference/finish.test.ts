/** Whatever numbers a network gives, what comes out is sound: the tracker and the rules rely on it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { finish } from './finish.js'

const PICTURE = { width: 640, height: 360 }
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const one = (x1: number, y1: number, x2: number, y2: number, score = 0.5) =>
  finish([{ corners: { x1, y1, x2, y2 }, column: 0, score }], {
    picture: PICTURE,
    placed: { x: 0, y: 0, width: 320, height: 180 },
    labels: ['person'],
    overlap: 0.5,
  })

test('numbers that are none, or without end, are no detection', () => {
  for (const wrong of [nan, infinity, -infinity]) {
    assert.deepEqual(one(wrong, 0, 9, 9), [])
    assert.deepEqual(one(0, wrong, 9, 9), [])
    assert.deepEqual(one(0, 0, wrong, 9), [])
    assert.deepEqual(one(0, 0, 9, wrong), [])
    assert.deepEqual(one(0, 0, 9, 9, wrong), [])
  }
})

test('boxes turned inside out, without area or outside of the picture are left out; others are clipped to it', () => {
  assert.deepEqual(one(9, 9, 1, 1), [])
  assert.deepEqual(one(5, 5, 5, 9), [])
  assert.deepEqual(one(400, 10, 500, 90), [])
  assert.deepEqual(one(-50, -50, -10, -10), [])
  assert.deepEqual(one(-1e30, -5, 1e30, 90)[0]?.box, { x: 0, y: 0, w: 640, h: 180 })
})

test('a score above 1, as of an export without its sigmoid, counts as 1', () => {
  assert.equal(one(0, 0, 9, 9, 7.5)[0]?.score, 1)
})
