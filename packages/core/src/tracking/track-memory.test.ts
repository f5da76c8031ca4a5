import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrackedObject } from '../algorithms/algorithm.js'
import { frameAt, standing } from '../algorithms/synthetic-frames.js'
import { TrackMemory } from './track-memory.js'

function memory() {
  let made = 0
  return new TrackMemory(() => ({ nr: ++made }))
}
function take(m: TrackMemory<{ nr: number }>, timeMs: number, ...objects: TrackedObject[]): number[] {
  m.begin(frameAt(timeMs, ...objects))
  return objects.map((o) => m.take(o).nr)
}

test('a track keeps its state, another one gets its own', () => {
  const m = memory()
  assert.deepEqual(take(m, 0, standing(1, 500, 500), standing(2, 900, 500)), [1, 2])
  assert.deepEqual(take(m, 200, standing(1, 520, 500), standing(2, 900, 500)), [1, 2])
  assert.deepEqual(m.peek(2), { nr: 2 })
  assert.equal(m.peek(3), undefined)
})

test('a target found again nearby under a new id within 3 s keeps its state', () => {
  const m = memory()
  take(m, 0, standing(1, 500, 500))
  assert.deepEqual(take(m, 2900, standing(2, 590, 500)), [1])
  assert.equal(m.peek(1), undefined)
})

test('too late, too far, of another kind or beside the living one it is somebody new', () => {
  const cases: [number, TrackedObject[]][] = [
    [3100, [standing(2, 590, 500)]],
    [200, [standing(2, 620, 500)]],
    [200, [standing(2, 500, 500, { label: 'car' })]],
    [200, [standing(1, 500, 500), standing(2, 510, 500)]],
  ]
  for (const [timeMs, objects] of cases) {
    const m = memory()
    take(m, 0, standing(1, 500, 500))
    assert.equal(take(m, timeMs, ...objects).at(-1), 2, JSON.stringify([timeMs, objects.length]))
  }
})

test('on the very same place it is the same target for a minute, and then no more', () => {
  for (const [gap, expected] of [
    [59_000, 1],
    [61_000, 2],
  ] as const) {
    const m = memory()
    take(m, 0, standing(1, 500, 500))
    assert.deepEqual(take(m, gap, standing(2, 505, 500)), [expected])
  }
})

test('a person at the edge of the frame has left; a car cut by the edge is still parked there', () => {
  const m = memory()
  take(m, 0, standing(1, 50, 500), standing(2, 50, 900, { label: 'car' }))
  assert.deepEqual(take(m, 1000, standing(3, 50, 500), standing(4, 50, 900, { label: 'truck' })), [3, 2])
})

test('taking before a frame is opened is a fault of the caller', () => {
  assert.throws(() => memory().take(standing(1, 0, 0)), /begin/)
})
