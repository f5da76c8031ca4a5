import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RETRY_WAITS_MS, retryAfterMs, retryWait } from './schedule.js'

test('every rung is moved by at most a tenth, and there is an end', () => {
  for (const [i, wait] of RETRY_WAITS_MS.entries()) {
    assert.equal(retryWait(i + 1, 0), Math.round(wait * 0.9))
    assert.equal(retryWait(i + 1, 0.5), wait)
    assert.ok(retryWait(i + 1, 0.999_999)! <= wait * 1.1)
  }
  assert.equal(retryWait(RETRY_WAITS_MS.length + 1, 0.5), undefined)
})

test('retry-after lengthens a wait, never shortens it, and at most to a day', () => {
  assert.equal(retryWait(1, 0.5, 60_000), 60_000)
  assert.equal(retryWait(3, 0.5, 60_000), 120_000)
  assert.equal(retryWait(1, 0.5, 10 ** 12), 86_400_000)
})

test('retry-after is read as seconds or as a date; anything else says nothing', () => {
  const now = Date.UTC(2026, 10, 24, 8)
  assert.equal(retryAfterMs('120', now), 120_000)
  assert.equal(retryAfterMs('Tue, 24 Nov 2026 08:01:30 GMT', now), 90_000)
  for (const nothing of ['Tue, 24 Nov 2020 08:00:00 GMT', '-5', 'soon', '1e3', '', undefined]) {
    assert.equal(retryAfterMs(nothing, now), 0, String(nothing))
  }
})
