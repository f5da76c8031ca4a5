import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextLookIn } from './next-look.js'
import { confirmed, statusAfter } from './outcome.js'

const pace = { intervalMs: 300_000, perMinute: 30 }
const usual = { failures: 0, unconfirmed: false }

test('a source that is as it was waits the interval, spread by a tenth to both sides', () => {
  assert.deepEqual(
    [0, 0.5, 1].map((chance) => nextLookIn(pace, usual, 10, chance)),
    [270_000, 300_000, 330_000],
  )
})

test('one that was lost just now, and one with a new finding, are looked at sooner; one that is gone is not', () => {
  assert.equal(nextLookIn(pace, { failures: 1, unconfirmed: false }, 10, 0.5), 60_000)
  assert.equal(nextLookIn(pace, { failures: 0, unconfirmed: true }, 10, 0.5), 60_000)
  assert.equal(nextLookIn(pace, { failures: 11, unconfirmed: false }, 10, 0.5), 300_000)
})

test('with 5,000 sources the interval stretches to what the workers can take', () => {
  assert.equal(nextLookIn(pace, usual, 5_000, 0.5), 10_000_000)
  assert.equal((5_000 * 60_000) / nextLookIn(pace, usual, 5_000, 0.5), pace.perMinute)
})

test('offline comes back by itself; abnormal waits for somebody', () => {
  const status = (code: string) => statusAfter({ kind: 'unseen', code, reason: '' })
  assert.deepEqual(['SOURCE.UNREACHABLE', 'SOURCE.TIMED_OUT', 'SOURCE.NOT_FOUND'].map(status), [2, 2, 2])
  assert.deepEqual(['SOURCE.UNAUTHORIZED', 'SOURCE.NOT_VIDEO', 'SOURCE.REFUSED'].map(status), [9, 9, 9])
})

test('a finding is shown when two looks have it', () => {
  assert.deepEqual(confirmed([], ['Blurry']), [])
  assert.deepEqual(confirmed(['Blurry', 'Occlude'], ['Blurry', 'SnowNoise']), ['Blurry'])
})
