import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jitter } from './standing-frames.js'
import { Trail } from './trail.js'

const OPTIONS = { windowMs: 2000, leastPoints: 5, leastSpanMs: 800 }
const near = (actual: number | undefined, expected: number, slack: number) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= slack, `${actual} is not near ${expected}`)

test('the velocity of a steady way, in units per second', () => {
  const trail = new Trail(OPTIONS)
  for (let timeMs = 0; timeMs <= 2000; timeMs += 200) trail.add(timeMs / 100, -timeMs / 50, timeMs)
  const velocity = trail.velocity()
  near(velocity?.x, 10, 1e-9)
  near(velocity?.y, -20, 1e-9)
  assert.equal(velocity?.spanMs, 2000)
})

test('two wrong points of eleven change it by little, where ends alone would be far off', () => {
  const trail = new Trail(OPTIONS)
  for (let i = 0; i <= 10; i++) {
    const wrong = i === 4 || i === 10 ? 30 : 0
    trail.add(2 * i + wrong + 0.1 * jitter(i), 0, 200 * i)
  }
  near(trail.velocity()?.x, 10, 1.5)
})

test('too few points, or too short a time, give none', () => {
  const few = new Trail(OPTIONS)
  for (let timeMs = 0; timeMs <= 900; timeMs += 300) few.add(timeMs, 0, timeMs)
  assert.equal(few.velocity(), undefined)
  const short = new Trail(OPTIONS)
  for (let timeMs = 0; timeMs <= 700; timeMs += 100) short.add(timeMs, 0, timeMs)
  assert.equal(short.velocity(), undefined)
})

test('what is older than the window is forgotten, and a gap begins anew', () => {
  const trail = new Trail(OPTIONS)
  for (let timeMs = 0; timeMs <= 2000; timeMs += 200) trail.add(0, 0, timeMs)
  for (let timeMs = 2200; timeMs <= 4400; timeMs += 200) trail.add(timeMs / 100, 0, timeMs)
  near(trail.velocity()?.x, 10, 1e-9)
  trail.add(500, 0, 6000)
  assert.equal(trail.velocity(), undefined)
})

test('at one frame a second it keeps as many points as it needs, though they are older than the window', () => {
  const trail = new Trail({ windowMs: 1000, leastPoints: 4, leastSpanMs: 500 })
  for (let i = 0; i <= 5; i++) trail.add(40 * i, 0, 1010 * i)
  near(trail.velocity()?.x, 40 / 1.01, 1e-6)
  assert.equal(trail.velocity()?.spanMs, 3030)
})

test('at 30 frames per second it keeps 16 points that span the window', () => {
  const trail = new Trail(OPTIONS)
  for (let i = 0; i <= 90; i++) trail.add(i, 0, (i * 1000) / 30)
  const velocity = trail.velocity()
  near(velocity?.x, 30, 1e-6)
  assert.ok(velocity && velocity.spanMs >= 1700, `${velocity?.spanMs}`)
  assert.ok((trail as unknown as { points: unknown[] }).points.length <= 16)
})
