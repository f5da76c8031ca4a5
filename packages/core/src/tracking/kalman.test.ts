import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BoxFilter } from './kalman.js'

const at = (x: number, h = 100) => ({ x, y: 200, w: h / 2, h })

test('a steady walk is predicted, whatever the frame rate', () => {
  for (const step of [0.04, 0.2]) {
    const filter = new BoxFilter(at(0))
    const speed = 150
    let t = 0
    while (t < 2) {
      t += step
      filter.predict(step)
      filter.correct(at(speed * t))
    }
    filter.predict(0.4)
    const error = Math.abs(filter.box().x - speed * (t + 0.4))
    assert.ok(error < 5, `step ${step}: off by ${error} px`)
  }
})

test('a still target stays where it is', () => {
  const filter = new BoxFilter(at(300))
  for (let i = 0; i < 10; i++) {
    filter.predict(0.2)
    filter.correct(at(300))
  }
  filter.predict(1.5)
  assert.ok(Math.abs(filter.box().x - 300) < 1e-6)
  assert.ok(Math.abs(filter.box().w - 50) < 1e-6)
})

test('a shrinking target is never predicted away', () => {
  const filter = new BoxFilter(at(300, 100))
  filter.predict(0.2)
  filter.correct(at(300, 30))
  filter.predict(60)
  assert.ok(filter.box().h >= 1 && filter.box().w > 0)
})

test('a held height stays, while the target walks on', () => {
  const filter = new BoxFilter(at(0, 100))
  for (const [x, h] of [
    [20, 90],
    [40, 80],
  ] as const) {
    filter.predict(0.2)
    filter.correct(at(x, h))
  }
  filter.holdHeight()
  const before = filter.box()
  filter.predict(1)
  assert.ok(Math.abs(filter.box().h - before.h) < 1e-9)
  assert.ok(filter.box().x > before.x + 30)
})
