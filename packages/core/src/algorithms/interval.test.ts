import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Interval } from './interval.js'

test('an interval passes with the first frame at or after its end', () => {
  const interval = new Interval(2)
  assert.deepEqual(
    [0, 1000, 1999, 2000, 3000, 4200].map((t) => interval.passes(t)),
    [false, false, false, true, false, true],
  )
})

test('intervals without a frame are skipped', () => {
  const interval = new Interval(2)
  assert.deepEqual(
    [0, 60_000, 61_000].map((t) => interval.passes(t)),
    [false, true, false],
  )
})

test('the last interval is cut to whole seconds from 1 up to its length, once', () => {
  for (const [last, seconds] of [
    [4000, 1],
    [4300, 1],
    [5400, 2],
    [13_900, 10],
  ] as const) {
    const interval = new Interval(last > 10_000 ? 10 : 2)
    interval.passes(last > 10_000 ? 4000 - 4000 : 4000)
    assert.equal(interval.cut(last), seconds, `${last} ms`)
    assert.equal(interval.cut(last), undefined)
  }
  assert.equal(new Interval(2).cut(1000), undefined)
})
