import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextWindow, phaseAt, type Schedule } from './index.js'
import { monthly, runs, text, utc, weekly } from './written-schedules.js'

const DAY = 86_400_000

test('a phase lasts from the begin of a window to before its end, and from there to the next begin', () => {
  const office = weekly('+08:00', [1, 2, 3, 4, 5], Array(5).fill('08:00:00-18:00:00'))
  const at = (moment: string) => {
    const { inside, until } = phaseAt(office, utc(moment))
    return `${inside ? 'inside' : 'outside'} until ${text(until)}`
  }
  assert.equal(at('2026-11-30T00:00:00'), 'inside until 2026-11-30T10:00:00')
  assert.equal(at('2026-11-30T09:59:59.999'), 'inside until 2026-11-30T10:00:00')
  assert.equal(at('2026-11-30T10:00:00'), 'outside until 2026-12-01T00:00:00')
  assert.equal(at('2026-12-04T12:00:00'), 'outside until 2026-12-07T00:00:00')
})

const ALL_WEEK = [1, 2, 3, 4, 5, 6, 7]
const NIGHT = '22:00:00-23:59:00'

/** 2026-11-30 is a Monday; the times on the right are UTC, like those of the schedules unless they name another zone. */
const RULES: [name: string, schedule: Schedule, from: string, to: string, runs: string[]][] = [
  [
    'every inner array belongs to the day at its place, and an empty one is a day without a window',
    weekly('+00:00', ALL_WEEK, [
      '',
      '06:00:00-07:00:00',
      '',
      '',
      '08:00:00-09:00:00 10:00:00-11:00:00',
      '',
      '',
    ]),
    '2026-11-30T00:00:00',
    '2026-12-07T00:00:00',
    [
      '2026-12-01T06:00:00 - 2026-12-01T07:00:00',
      '2026-12-04T08:00:00 - 2026-12-04T09:00:00',
      '2026-12-04T10:00:00 - 2026-12-04T11:00:00',
    ],
  ],
  [
    'days and windows may come in any order',
    weekly('+00:00', [3, 1], ['06:00:00-07:00:00', '10:00:00-11:00:00 08:00:00-09:00:00']),
    '2026-11-30T00:00:00',
    '2026-12-07T00:00:00',
    [
      '2026-11-30T08:00:00 - 2026-11-30T09:00:00',
      '2026-11-30T10:00:00 - 2026-11-30T11:00:00',
      '2026-12-02T06:00:00 - 2026-12-02T07:00:00',
    ],
  ],
  [
    'seven inner arrays for fewer days go by the weekday, and only listed days count',
    weekly('+00:00', [6, 2], ['01:00:00-02:00:00', '02:00:00-03:00:00', '', '', '', '06:00:00-07:00:00', '']),
    '2026-11-30T00:00:00',
    '2026-12-07T00:00:00',
    ['2026-12-01T02:00:00 - 2026-12-01T03:00:00', '2026-12-05T06:00:00 - 2026-12-05T07:00:00'],
  ],
  [
    'thirty-one inner arrays for fewer days go by the day of the month',
    monthly(
      '+00:00',
      [31, 1],
      ['01:00:00-02:00:00', ...Array(29).fill('05:00:00-06:00:00'), '03:00:00-04:00:00'],
    ),
    '2026-10-01T00:00:00',
    '2027-01-01T00:00:00',
    [
      '2026-10-01T01:00:00 - 2026-10-01T02:00:00',
      '2026-10-31T03:00:00 - 2026-10-31T04:00:00',
      '2026-11-01T01:00:00 - 2026-11-01T02:00:00',
      '2026-12-01T01:00:00 - 2026-12-01T02:00:00',
      '2026-12-31T03:00:00 - 2026-12-31T04:00:00',
    ],
  ],
  [
    'a 29th or 31st is skipped in months without one',
    monthly('+00:00', [29, 31], ['12:00:00-13:00:00', '12:00:00-13:00:00']),
    '2027-01-30T00:00:00',
    '2027-05-01T00:00:00',
    [
      '2027-01-31T12:00:00 - 2027-01-31T13:00:00',
      '2027-03-29T12:00:00 - 2027-03-29T13:00:00',
      '2027-03-31T12:00:00 - 2027-03-31T13:00:00',
      '2027-04-29T12:00:00 - 2027-04-29T13:00:00',
    ],
  ],
  [
    'windows that touch are one run',
    weekly('+00:00', [1], ['08:00:00-12:00:00 12:00:00-13:00:00 13:00:01-14:00:00']),
    '2026-11-30T00:00:00',
    '2026-12-01T00:00:00',
    ['2026-11-30T08:00:00 - 2026-11-30T13:00:00', '2026-11-30T13:00:01 - 2026-11-30T14:00:00'],
  ],
  [
    'a window until 23:59:00 goes on into one from 00:00:00, on Sunday too',
    weekly('+00:00', [7, 1, 3, 4], [NIGHT, '00:00:00-06:00:00', NIGHT, '00:00:00-06:00:00']),
    '2026-12-01T00:00:00',
    '2026-12-08T00:00:00',
    ['2026-12-02T22:00:00 - 2026-12-03T06:00:00', '2026-12-06T22:00:00 - 2026-12-07T06:00:00'],
  ],
  [
    'a window until 23:59:30 or 24:00:00 does too, one until 23:58:59 does not',
    weekly(
      '+00:00',
      [1, 2, 3, 4],
      [
        '22:00:00-23:59:30',
        '00:00:00-01:00:00 22:00:00-24:00:00',
        '00:00:00-01:00:00 22:00:00-23:58:59',
        '00:00:00-01:00:00',
      ],
    ),
    '2026-11-30T00:00:00',
    '2026-12-07T00:00:00',
    [
      '2026-11-30T22:00:00 - 2026-12-01T01:00:00',
      '2026-12-01T22:00:00 - 2026-12-02T01:00:00',
      '2026-12-02T22:00:00 - 2026-12-02T23:58:59',
      '2026-12-03T00:00:00 - 2026-12-03T01:00:00',
    ],
  ],
  [
    'without a window from 00:00:00 the last minute of the day stays free',
    weekly('+00:00', [1, 2], [NIGHT, '00:00:01-01:00:00']),
    '2026-11-30T00:00:00',
    '2026-12-07T00:00:00',
    ['2026-11-30T22:00:00 - 2026-11-30T23:59:00', '2026-12-01T00:00:01 - 2026-12-01T01:00:00'],
  ],
  [
    "a month's last day goes on into the first of the next, be it a 28th or a 31st",
    monthly('+00:00', [1, 28, 31], ['00:00:00-06:00:00', NIGHT, NIGHT]),
    '2027-01-30T00:00:00',
    '2027-03-02T00:00:00',
    ['2027-01-31T22:00:00 - 2027-02-01T06:00:00', '2027-02-28T22:00:00 - 2027-03-01T06:00:00'],
  ],
  [
    'a run goes on over as many days as its windows do',
    weekly('+00:00', ALL_WEEK, [
      '08:00:00-23:59:00',
      ...Array(5).fill('00:00:00-23:59:00'),
      '00:00:00-20:00:00',
    ]),
    '2026-11-30T00:00:00',
    '2026-12-07T00:00:00',
    ['2026-11-30T08:00:00 - 2026-12-06T20:00:00'],
  ],
  [
    'days are those of the zone: 14 hours ahead of UTC Monday begins on Sunday',
    weekly('+14:00', [1], ['00:00:00-01:00:00']),
    '2026-11-28T00:00:00',
    '2026-12-05T00:00:00',
    ['2026-11-29T10:00:00 - 2026-11-29T11:00:00'],
  ],
  [
    'and 12 hours behind it ends on Tuesday',
    weekly('-12:00', [1], ['23:00:00-24:00:00']),
    '2026-11-28T00:00:00',
    '2026-12-05T00:00:00',
    ['2026-12-01T11:00:00 - 2026-12-01T12:00:00'],
  ],
]

for (const [name, schedule, from, to, expected] of RULES) {
  test(name, () => assert.deepEqual(runs(schedule, from, to), expected))
}

test('a schedule without a gap is to be looked at again after more than a week, and has no next window', () => {
  const always = weekly('Europe/Berlin', ALL_WEEK, Array(7).fill('00:00:00-23:59:00'))
  const now = utc('2026-11-30T12:00:00')
  const { inside, until } = phaseAt(always, now)
  assert.ok(inside && until > now + 7 * DAY)
  assert.ok(phaseAt(always, until).inside)
  assert.equal(nextWindow(always, now), undefined)
})

test('a window that clocks skip leaves a schedule outside until the horizon, not for ever', () => {
  const skipped = weekly('Europe/Berlin', [7], ['02:00:00-03:00:00'])
  const now = utc('2026-03-23T12:00:00')
  const { inside, until } = phaseAt(skipped, now)
  assert.ok(!inside && until > now + 7 * DAY)
  assert.equal(nextWindow(skipped, now), undefined)
  assert.equal(text(nextWindow(skipped, until)!.begin), '2026-04-05T00:00:00')
})

test('the next window begins strictly after the moment, also when one is running', () => {
  const daily = weekly('+00:00', ALL_WEEK, Array(7).fill('08:00:00-09:00:00'))
  for (const at of [
    '2026-11-30T08:00:00',
    '2026-11-30T08:30:00',
    '2026-11-30T09:00:00',
    '2026-12-01T07:59:59',
  ]) {
    const next = nextWindow(daily, utc(at))
    assert.deepEqual(next, { begin: utc('2026-12-01T08:00:00'), end: utc('2026-12-01T09:00:00') }, at)
  }
})
