import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BoundingBox, Detection } from '../algorithms/algorithm.js'
import { ByteTracker } from './byte-tracker.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEP = 200

const boxAt = (x: number, w = 300): BoundingBox => ({ x, y: 400, w, h: 150 })
const car = (x = 500, changes: Partial<Detection> = {}): Detection => ({
  box: boxAt(x),
  label: 'car',
  score: 0.8,
  ...changes,
})

/** A tracker that is fed the same frame again and again, in steps of `stepMs`. */
function street() {
  const tracker = new ByteTracker()
  let nowMs = 0
  return {
    /** @returns what is told at the end */
    run(lengthMs: number, frame: (atMs: number) => Detection[], stepMs = STEP) {
      let told = tracker.update(frame(0), nowMs)
      for (let atMs = stepMs; atMs <= lengthMs; atMs += stepMs) {
        nowMs += stepMs
        told = tracker.update(frame(atMs), nowMs)
      }
      nowMs += stepMs
      return told.map(({ trackId, detectionId, seen, box }) => ({ trackId, detectionId, seen, x: box.x }))
    },
  }
}
const traffic = (atMs: number): Detection =>
  car(100 + (((atMs / STEP) * 60) % 1500), { box: boxAt(100 + (((atMs / STEP) * 60) % 1500), 400) })

test('a parked car stays one object for three days, although the detector loses it for two minutes every hour', () => {
  const s = street()
  const first = s.run(MINUTE, () => [car()])
  for (let hour = 0; hour < 72; hour++) {
    s.run(2 * MINUTE, () => [], 1000)
    const [now] = s.run(58 * MINUTE, () => [car()], 5000)
    assert.deepEqual(
      now && [now.trackId, now.detectionId, now.seen],
      [1, first[0]!.detectionId, true],
      `hour ${hour}`,
    )
  }
})

test('while it is not found it is told at its place as unseen', () => {
  const s = street()
  s.run(MINUTE, () => [car()])
  const [hidden] = s.run(MINUTE, () => [])
  assert.equal(hidden?.seen, false)
  assert.ok(Math.abs(hidden!.x - 500) < 5)
})

test('a bus that stands before it for 20 minutes does not end it; it is the same car afterwards', () => {
  const s = street()
  s.run(MINUTE, () => [car()])
  // It is in the way all the time: absence in full view is what counts, and there is none.
  const bus = car(0, { box: { x: 250, y: 150, w: 900, h: 450 }, label: 'bus' })
  s.run(20 * MINUTE, () => [bus], 1000)
  const told = s.run(2 * STEP, () => [car()])
  assert.ok(told.some(({ trackId, seen }) => trackId === 1 && seen))
})

test('traffic that passes before it is not taken for it', () => {
  const s = street()
  s.run(MINUTE, () => [car()])
  for (let i = 0; i < 20; i++) {
    const told = s.run(10_000, (atMs) => [traffic(atMs)])
    const parked = told.find(({ trackId }) => trackId === 1)
    assert.ok(parked && Math.abs(parked.x - 500) < 60, `pass ${i}: ${JSON.stringify(told)}`)
  }
})

test('a place seen empty for five minutes is given up; the next car there is another', () => {
  const s = street()
  s.run(MINUTE, () => [car()])
  assert.equal(s.run(4 * MINUTE, () => []).length, 1)
  assert.equal(s.run(2 * MINUTE, () => []).length, 0)
  assert.equal(s.run(MINUTE, () => [car()])[0]?.trackId, 2)
})

test('another thing that stops on the place takes it', () => {
  const s = street()
  s.run(MINUTE, () => [car()])
  const told = s.run(MINUTE, () => [car(620)])
  assert.deepEqual(
    told.map(({ trackId }) => trackId),
    [2],
  )
})

test('a car that drives off takes its identity along', () => {
  const s = street()
  s.run(MINUTE, () => [car()])
  const told = s.run(4000, (atMs) => [car(500 + Math.min(1, atMs / 2000) * (atMs / STEP) * 40)])
  assert.deepEqual(
    told.map(({ trackId, seen }) => [trackId, seen]),
    [[1, true]],
  )
})

test('a car that stood for less than ten seconds is not remembered, nor is a person', () => {
  for (const [seen, lengthMs] of [
    [car(), 8000],
    [car(500, { label: 'person' }), MINUTE],
  ] as const) {
    const s = street()
    s.run(lengthMs, () => [seen])
    assert.deepEqual(
      s.run(2000, () => []),
      [],
    )
  }
})

test('remembered places make room in a full house, so that memory stays bounded over a month', () => {
  const tracker = new ByteTracker()
  let most = 0
  for (let day = 0; day < 30; day++) {
    for (let i = 0; i < 60; i++) {
      const parked = [car(0, { box: { ...boxAt(i * 400), y: 200 * (day % 9) } })]
      for (let at = 0; at <= 11_000; at += 500)
        most = Math.max(most, tracker.update(parked, day * DAY + i * 11_500 + at).length)
    }
  }
  assert.ok(most > 20 && most <= 50, `${most} told at once`)
})
