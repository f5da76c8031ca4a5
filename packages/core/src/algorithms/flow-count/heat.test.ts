import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameAt, HEIGHT, WIDTH } from '../synthetic-frames.js'
import { Heat } from './heat.js'

const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0)
const peak = (values: Float32Array) => values.indexOf(Math.max(...values))

test('the grid has the proportions of the frame', () => {
  const { density, points } = new Heat(WIDTH, HEIGHT, 1)
  assert.deepEqual([density.cols, density.rows, density.values.length], [80, 45, 3600])
  assert.deepEqual([points.cols, points.rows], [80, 45])
})

test('density counts time, not frames, and peaks where the feet are', () => {
  const total = (stepMs: number) => {
    const heat = new Heat(WIDTH, HEIGHT, 1)
    for (let t = 0; t <= 2000; t += stepMs) heat.add(frameAt(t), [{ foot: [972, 564], width: 100 }])
    return heat.take().density.values
  }
  const slow = total(200)
  assert.equal(peak(slow), Math.floor(564 / 24) * 80 + Math.floor(972 / 24))
  assert.ok(Math.abs(sum(slow) - sum(total(40))) < 0.01)
})

test('a gap in the source counts for at most a second', () => {
  const heat = new Heat(WIDTH, HEIGHT, 1)
  heat.add(frameAt(0), [])
  heat.add(frameAt(60_000), [{ foot: [972, 564], width: 100 }])
  assert.ok(Math.max(...heat.take().density.values) <= 1)
})

test('points are counted every so many frames', () => {
  const heat = new Heat(WIDTH, HEIGHT, 4)
  for (let i = 0; i < 9; i++) heat.add(frameAt(i * 200), [{ foot: [1919, 1079], width: 50 }])
  const { points } = heat.take()
  assert.equal(points.values[points.values.length - 1], 3)
  assert.equal(sum(points.values), 3)
})

test('taking starts the next period from nothing and leaves what was taken alone', () => {
  const heat = new Heat(WIDTH, HEIGHT, 1)
  heat.add(frameAt(0), [{ foot: [0, 0], width: 50 }])
  const taken = heat.take()
  assert.equal(sum(taken.points.values), 1)
  assert.equal(sum(heat.take().points.values), 0)
})
