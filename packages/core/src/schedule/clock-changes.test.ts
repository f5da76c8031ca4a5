/** What becomes of windows on the days on which clocks change, one readable case each. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runs, weekly } from './written-schedules.js'

/** The wall's windows on that day, and the runs in UTC; the day is named by the local date. */
type Case = [what: string, windows: string, runs: string[]]

function check(zone: string, date: string, cases: Case[]): void {
  const noon = Date.parse(`${date}T12:00:00Z`)
  const weekday = new Date(noon).getUTCDay() || 7
  const [from, to] = [-36, 36].map((hours) => new Date(noon + hours * 3_600_000).toISOString().slice(0, 19))
  for (const [what, windows, expected] of cases)
    test(`${zone}, ${date}: ${what}`, () => {
      assert.deepEqual(runs(weekly(zone, [weekday], [windows]), from!, to!), expected)
    })
}

// 02:00+01 is 03:00+02, at 01:00 UTC.
check('Europe/Berlin', '2026-03-29', [
  ['a window before the gap', '00:30:00-02:00:00', ['2026-03-28T23:30:00 - 2026-03-29T01:00:00']],
  ['a window over the gap is shorter', '01:30:00-03:30:00', ['2026-03-29T00:30:00 - 2026-03-29T01:30:00']],
  [
    'an end in the gap is later by an hour',
    '01:00:00-02:30:00',
    ['2026-03-29T00:00:00 - 2026-03-29T01:30:00'],
  ],
  [
    'a begin in the gap is later by an hour',
    '02:30:00-04:00:00',
    ['2026-03-29T01:30:00 - 2026-03-29T02:00:00'],
  ],
  [
    'a window in the gap is later by an hour',
    '02:15:00-02:45:00',
    ['2026-03-29T01:15:00 - 2026-03-29T01:45:00'],
  ],
  [
    'a begin that would move behind its end is the moment of the skip',
    '02:30:00-03:15:00',
    ['2026-03-29T01:00:00 - 2026-03-29T01:15:00'],
  ],
  ['a window that ends with the gap does not happen', '02:30:00-03:00:00', []],
  ['a window from the end of the gap', '03:00:00-04:00:00', ['2026-03-29T01:00:00 - 2026-03-29T02:00:00']],
  [
    'windows that thereby overlap are one run',
    '02:30:00-02:50:00 03:00:00-03:40:00',
    ['2026-03-29T01:00:00 - 2026-03-29T01:50:00'],
  ],
  [
    'one that thereby lies within another does not end it',
    '02:00:00-02:50:00 03:00:00-03:40:00',
    ['2026-03-29T01:00:00 - 2026-03-29T01:50:00'],
  ],
  [
    'windows that thereby change places run in their new order',
    '02:30:00-02:50:00 03:00:00-03:10:00',
    ['2026-03-29T01:00:00 - 2026-03-29T01:10:00', '2026-03-29T01:30:00 - 2026-03-29T01:50:00'],
  ],
])

// 03:00+02 is 02:00+01, at 01:00 UTC.
check('Europe/Berlin', '2026-10-25', [
  ['a window over the fold is longer', '01:30:00-03:30:00', ['2026-10-24T23:30:00 - 2026-10-25T02:30:00']],
  ['an end in the fold is the first', '01:00:00-02:30:00', ['2026-10-24T23:00:00 - 2026-10-25T00:30:00']],
  ['a begin in the fold is the first', '02:30:00-04:00:00', ['2026-10-25T00:30:00 - 2026-10-25T03:00:00']],
  ['a window in the fold runs once', '02:15:00-02:45:00', ['2026-10-25T00:15:00 - 2026-10-25T00:45:00']],
  ['an end with the fold is after both', '02:30:00-03:00:00', ['2026-10-25T00:30:00 - 2026-10-25T02:00:00']],
  ['a window from the end of the fold', '03:00:00-04:00:00', ['2026-10-25T02:00:00 - 2026-10-25T03:00:00']],
  [
    'windows that touch in the fold are one run',
    '01:00:00-02:30:00 02:30:00-04:00:00',
    ['2026-10-24T23:00:00 - 2026-10-25T03:00:00'],
  ],
])

// 02:00+10:30 is 02:30+11, at 15:30 UTC of the day before.
check('Australia/Lord_Howe', '2026-10-04', [
  [
    'an end in the gap is later by half an hour',
    '01:30:00-02:15:00',
    ['2026-10-03T15:00:00 - 2026-10-03T15:45:00'],
  ],
  [
    'a begin in the gap is later by half an hour',
    '02:15:00-03:00:00',
    ['2026-10-03T15:45:00 - 2026-10-03T16:00:00'],
  ],
  ['a begin with the gap', '02:00:00-02:15:00', ['2026-10-03T15:30:00 - 2026-10-03T15:45:00']],
  [
    'a begin that would move behind its end',
    '02:15:00-02:40:00',
    ['2026-10-03T15:30:00 - 2026-10-03T15:40:00'],
  ],
  ['a window that ends with the gap', '02:15:00-02:30:00', []],
])

// 02:00+11 is 01:30+10:30, at 15:00 UTC of the day before.
check('Australia/Lord_Howe', '2026-04-05', [
  ['a window over the fold', '01:00:00-03:00:00', ['2026-04-04T14:00:00 - 2026-04-04T16:30:00']],
  ['an end in the fold is the first', '01:00:00-01:45:00', ['2026-04-04T14:00:00 - 2026-04-04T14:45:00']],
  ['a begin in the fold is the first', '01:45:00-02:00:00', ['2026-04-04T14:45:00 - 2026-04-04T15:30:00']],
])

// 23:00-02 is 00:00-01 of the next day, at 01:00 UTC.
check('America/Nuuk', '2026-03-28', [
  [
    'a window in the gap moves into the next day',
    '23:15:00-23:45:00',
    ['2026-03-29T01:15:00 - 2026-03-29T01:45:00'],
  ],
  [
    'a window that ends with the day ends with the gap',
    '22:30:00-24:00:00',
    ['2026-03-29T00:30:00 - 2026-03-29T01:00:00'],
  ],
])

// The whole day is skipped, at 10:00 UTC.
check('Pacific/Apia', '2011-12-30', [
  [
    'a skipped day is made up for on the next',
    '08:00:00-12:00:00',
    ['2011-12-30T18:00:00 - 2011-12-30T22:00:00'],
  ],
  ['but a window until its end, which is the moment of the skip, does not happen', '08:00:00-24:00:00', []],
])

// Zones that differ from UTC by half and quarter hours and change no clocks on the day.
check('Asia/Kolkata', '2026-11-30', [
  ['half an hour', '08:00:00-18:00:00', ['2026-11-30T02:30:00 - 2026-11-30T12:30:00']],
])
check('America/St_Johns', '2026-11-30', [
  ['half an hour behind', '20:00:00-21:00:00', ['2026-11-30T23:30:00 - 2026-12-01T00:30:00']],
])
check('+05:45', '2026-11-30', [
  ['a quarter', '00:00:00-06:00:00', ['2026-11-29T18:15:00 - 2026-11-30T00:15:00']],
])
check('-03:30', '2026-11-30', [
  ['half an hour behind', '20:00:00-21:00:00', ['2026-11-30T23:30:00 - 2026-12-01T00:30:00']],
])
