import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Schedule } from '../schedule/index.js'
import { planAt } from './plan.js'

/** A Tuesday. */
const NOW = Date.parse('2026-11-24T08:00:00Z')
const HOUR = 3_600_000
const weekly = (begin: string, end: string, timezone = '+00:00'): Schedule => ({
  type: 'weekly',
  timezone,
  days: [2],
  periods: [[{ begin, end }]],
})

test('without a schedule a started job is to run, for ever', () => {
  assert.deepEqual(planAt(undefined, NOW), { desired: 'run', nextAt: undefined, status: undefined })
})

test('inside a window a job is to run until its end', () => {
  assert.deepEqual(planAt(weekly('08:00:00', '09:00:00'), NOW), {
    desired: 'run',
    nextAt: NOW + HOUR,
    status: undefined,
  })
})

test('outside it rests, and tells begin and end of the next window in the zone of the schedule', () => {
  const plan = planAt(weekly('10:00:00', '11:00:00', '+01:00'), NOW)
  assert.deepEqual([plan.desired, plan.nextAt], ['rest', NOW + HOUR])
  assert.match(
    plan.status ?? '',
    /begins on Tue 2026-11-24 10:00:00 \(\+01:00\) and ends on Tue 2026-11-24 11:00:00/,
  )
})

test('the end of a window is outside it', () => {
  assert.equal(planAt(weekly('07:00:00', '08:00:00'), NOW).desired, 'rest')
})

test('a zone that this Node no longer knows rests the job and says so; nothing else is hindered', () => {
  const plan = planAt(weekly('08:00:00', '09:00:00', 'Europe/Atlantis'), NOW)
  assert.deepEqual([plan.desired, plan.nextAt], ['rest', NOW + HOUR])
  assert.match(
    plan.status ?? '',
    /cannot be followed.*schedule\.timezone: "Europe\/Atlantis" is no time zone/,
  )
})

test('when clocks skip the only window that is near, the status says that none is', () => {
  const sundays = { ...weekly('02:00:00', '03:00:00', 'Europe/Berlin'), days: [7] }
  const plan = planAt(sundays, Date.parse('2026-03-23T12:00:00Z'))
  assert.equal(plan.desired, 'rest')
  assert.match(plan.status ?? '', /none begins within 9 days/)
})
