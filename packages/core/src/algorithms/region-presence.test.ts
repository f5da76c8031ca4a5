import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Point } from '../geometry/box.js'
import { RegionPresence } from './region-presence.js'

const H = 200
const SQUARE: Point[] = [
  [400, 400],
  [800, 400],
  [800, 800],
  [400, 800],
]
function changes(xs: number[], polygon = SQUARE, y = 600): ('in' | 'out')[] {
  const presence = new RegionPresence(polygon)
  return xs.flatMap((x, i) => presence.move([x, y], H, i * 200) ?? [])
}

test('walking through comes in and goes out', () => {
  assert.deepEqual(changes([300, 350, 450, 600, 750, 850, 900]), ['in', 'out'])
})

test('a target first seen inside came in, one first seen outside did nothing', () => {
  assert.deepEqual(changes([600, 610]), ['in'])
  assert.deepEqual(changes([300, 310]), [])
})

test('feet that jitter on the edge neither come nor go', () => {
  assert.deepEqual(changes([300, 402, 398, 405, 395, 404, 399]), [])
  assert.deepEqual(changes([600, 402, 398, 405, 395, 404, 396]), ['in'])
})

test('the longer a target stays just within the edge, the less deep it has to be', () => {
  assert.deepEqual(changes([300, 410, 410, 410, 410]), [])
  assert.deepEqual(changes([300, 410, 410, 410, 410, 410]), ['in'])
  assert.deepEqual(changes([300, ...new Array(7).fill(401)]), [])
  assert.deepEqual(changes([300, ...new Array(9).fill(401)]), ['in'])
})

test('who cuts a corner is told when he was rather deep for a while', () => {
  assert.deepEqual(changes([390, 412, 417, 411, 380]), ['in', 'out'])
  assert.deepEqual(changes([390, 404, 406, 403, 380]), [])
})

test('a target first seen near the edge has to settle, and has not gone where it never was', () => {
  assert.deepEqual(changes([405, 395, 370]), [])
  assert.deepEqual(changes([405, 405, 420]), ['in'])
  assert.deepEqual(changes([410, 410, 410, 410, 410]), ['in'])
})

test('a region smaller than the clear distance can still be entered at once', () => {
  const small: Point[] = [
    [400, 590],
    [420, 590],
    [420, 610],
    [400, 610],
  ]
  assert.deepEqual(changes([300, 410, 500], small), ['in', 'out'])
})

test('the stay starts with the entry and ends with the exit', () => {
  const presence = new RegionPresence(SQUARE)
  presence.move([300, 600], H, 0)
  assert.equal(presence.isInside, false)
  presence.move([600, 600], H, 200)
  assert.equal(presence.insideSinceMs, 200)
  presence.hasLoitered = true
  presence.move([1000, 600], H, 400)
  assert.equal(presence.insideSinceMs, undefined)
  assert.equal(presence.hasLoitered, false)
})
