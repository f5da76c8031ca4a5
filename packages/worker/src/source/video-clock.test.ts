import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VideoClock } from './video-clock.js'

test('times begin at 0 and follow the stream', () => {
  const clock = new VideoClock(true, 200)
  assert.deepEqual(
    [5000, 5200, 5400].map((pts, i) => clock.at(pts, 1000 + i)),
    [0, 200, 400],
  )
})

test('after a reconnect a live stream goes on as time did here', () => {
  const clock = new VideoClock(true, 200)
  clock.at(9000, 1000)
  clock.at(9200, 1200)
  clock.reconnect()
  assert.equal(clock.at(40, 31_200), 30_200)
  assert.equal(clock.at(240, 31_400), 30_400)
})

test('a camera that sets its clock leaves no jump', () => {
  const clock = new VideoClock(true, 200)
  clock.at(1000, 0)
  assert.equal(clock.at(90_000_000, 200), 200)
  assert.equal(clock.at(90_000_200, 400), 400)
  assert.equal(clock.at(500, 600), 600)
})

test('frames without a time: live ones take the time here, those of a file the step', () => {
  const live = new VideoClock(true, 200)
  assert.deepEqual([live.at(Number.NaN, 100), live.at(Number.NaN, 350)], [0, 250])
  const file = new VideoClock(false, 200)
  assert.deepEqual([file.at(Number.NaN, 100), file.at(Number.NaN, 101)], [0, 200])
})

test('a file read again has its own times, and no time falls', () => {
  const clock = new VideoClock(false, 200)
  clock.at(1000, 0)
  clock.at(1400, 0)
  clock.reconnect()
  assert.deepEqual(
    [1000, 1200, 1600].map((pts) => clock.at(pts, 9)),
    [400, 400, 600],
  )
})
