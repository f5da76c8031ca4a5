import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Passed, ReviewState } from './event.js'
import { type Circumstances, coolDownTracks, mainOf, passing } from './pass-on.js'
import { DEFAULT_HANDLING, type Handling } from './rule.js'

const NOON = Date.UTC(2026, 10, 24, 12)
const WANTED: Circumstances = {
  main: undefined,
  isWanted: true,
  ruleSentAt: undefined,
  trackSentAt: [undefined],
}
const pass = (handling: Partial<Handling>, given: Partial<Circumstances> = {}): Passed =>
  passing({ ...DEFAULT_HANDLING, ...handling }, NOON, { ...WANTED, ...given })
const main = (state: ReviewState, at = NOON) => ({ main: { at, state } })

test('without a rule everything goes that somebody wants', () => {
  assert.equal(pass({}), 'sent')
  assert.equal(pass({}, { isWanted: false }), 'no_subscription')
  assert.equal(pass({}, main('unreviewed')), 'sent')
})

test('manual review keeps back what is not approved; a rejected main event keeps its repeats back in any case', () => {
  const told = (manualReview: boolean) =>
    [undefined, 'unreviewed', 'approved', 'rejected'].map((state) =>
      pass({ manualReview }, state ? main(state as ReviewState) : {}),
    )
  assert.deepEqual(told(true), ['review', 'review', 'sent', 'rejected'])
  assert.deepEqual(told(false), ['sent', 'sent', 'sent', 'rejected'])
})

test('a main event has to last: its first message never does, unless no time is asked', () => {
  assert.equal(pass({ minimumS: 10 }), 'too_short')
  assert.equal(pass({ minimumS: 10 }, main('unreviewed', NOON - 9_999)), 'too_short')
  assert.equal(pass({ minimumS: 10 }, main('unreviewed', NOON - 10_000)), 'sent')
  assert.equal(pass({ minimumS: 0 }, main('unreviewed', NOON + 1)), 'too_short')
})

test('a cool-down is over when its time is, whichever way the clock went', () => {
  for (const [sentAt, passed] of [
    [NOON - 60_000, 'sent'],
    [NOON - 59_999, 'cool_down'],
    [NOON, 'cool_down'],
    [NOON + 59_999, 'cool_down'],
    [NOON + 60_000, 'sent'],
  ] as const) {
    assert.equal(pass({ coolDownS: 60 }, { ruleSentAt: sentAt }), passed)
    assert.equal(pass({ trackCoolDownS: 60 }, { trackSentAt: [sentAt] }), passed)
    assert.equal(pass({}, { ruleSentAt: sentAt, trackSentAt: [sentAt] }), 'sent')
  }
})

test('of several tracks one that is news is enough, but not against the cool-down of the rule', () => {
  const given = { trackSentAt: [NOON, undefined] }
  assert.equal(pass({ trackCoolDownS: 60 }, given), 'sent')
  assert.equal(pass({ trackCoolDownS: 60, coolDownS: 60 }, { ...given, ruleSentAt: NOON }), 'cool_down')
  assert.equal(pass({ trackCoolDownS: 60 }, { trackSentAt: [NOON, NOON - 1] }), 'cool_down')
})

test('of several reasons the first is told: review, quiet hours, duration, nobody, cool-down', () => {
  const quietHours = { timezone: '+00:00', periods: [{ days: [], begin: '00:00', end: '24:00' }] }
  const all = { manualReview: true, quietHours, minimumS: 1, coolDownS: 1 }
  const nobody = { isWanted: false, ruleSentAt: NOON }
  assert.equal(pass(all, nobody), 'review')
  assert.equal(pass({ ...all, manualReview: false }, nobody), 'quiet_hours')
  assert.equal(pass({ minimumS: 1, coolDownS: 1 }, nobody), 'too_short')
  assert.equal(pass({ coolDownS: 1 }, nobody), 'no_subscription')
  assert.equal(pass({ coolDownS: 1 }, { ruleSentAt: NOON }), 'cool_down')
})

test('a repeat belongs to the newest main event of its window, before and behind it', () => {
  const mains = [NOON - 600_000, NOON - 300_000, NOON - 300_000, NOON - 599_999].map((mainAt, n) => ({
    mainAt,
    n,
  }))
  assert.equal(mainOf(mains, NOON, 10)?.n, 1)
  assert.equal(mainOf(mains, NOON, 5), undefined)
  assert.equal(mainOf(mains, NOON - 900_000, 10)?.n, 3)
  assert.equal(mainOf(mains, NOON - 900_000, 5), undefined)
  assert.equal(mainOf([], NOON, 10), undefined)
})

test('a track is one of its job and kind; without tracks job and kind are one', () => {
  const event = { jobId: 'j', eventType: 7, tracks: ['A', 'B'] }
  assert.deepEqual(coolDownTracks(event), ['j/7/A', 'j/7/B'])
  assert.deepEqual(coolDownTracks({ ...event, tracks: [] }), ['j/7/'])
})
