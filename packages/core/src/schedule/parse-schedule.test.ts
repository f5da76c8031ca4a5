import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSchedule, ScheduleError, scheduleToWire } from './index.js'

const window = (begin_at: unknown, end_at: unknown) => ({ begin_at, end_at })
const DAY = [window('08:00:00', '18:00:00')]
const WEEKLY = { type: 'weekly', timezone: '+08:00', days_of_week: [1, 2], periods: [DAY, []] }
const MONTHLY = { type: 'monthly', timezone: 'Europe/Berlin', days_of_month: [31, 1], periods: [[], DAY] }

const ACCEPTED: [name: string, wire: Record<string, unknown>][] = [
  ['a weekly schedule', WEEKLY],
  ['a monthly schedule', MONTHLY],
  [
    'every weekday, some without a window',
    { ...WEEKLY, days_of_week: [1, 2, 3, 4, 5, 6, 7], periods: [[], DAY, [], [], DAY, DAY, []] },
  ],
  ['seven entries for two days', { ...WEEKLY, periods: [DAY, [], [], [], [], DAY, DAY] }],
  ['thirty-one entries for two days', { ...MONTHLY, periods: Array(31).fill(DAY) }],
  [
    'every day of a month',
    { ...MONTHLY, days_of_month: Array.from({ length: 31 }, (_, i) => i + 1), periods: Array(31).fill(DAY) },
  ],
  [
    'a whole day, to its very end',
    { ...WEEKLY, periods: [[window('00:00:00', '24:00:00')], [window('23:59:58', '23:59:59')]] },
  ],
  [
    'windows that touch, in any order',
    { ...WEEKLY, periods: [[window('12:00:00', '13:00:00'), window('08:00:00', '12:00:00')], []] },
  ],
  [
    'ten windows',
    { ...WEEKLY, periods: [Array.from({ length: 10 }, (_, i) => window(`1${i}:00:00`, `1${i}:30:00`)), []] },
  ],
  ['the farthest offsets', { ...WEEKLY, timezone: '-12:00' }],
  ['an offset of nothing', { ...WEEKLY, timezone: '-00:00' }],
  ['a zone in any case', { ...WEEKLY, timezone: 'america/new_york' }],
]

for (const [name, wire] of ACCEPTED) {
  test(`${name} comes back to the wire as it was given`, () => {
    const stored = JSON.parse(JSON.stringify(parseSchedule(wire)))
    assert.deepEqual(scheduleToWire(stored), wire)
  })
}

test('what is read keeps the order of days and windows and the text of the zone', () => {
  assert.deepEqual(parseSchedule(MONTHLY), {
    type: 'monthly',
    timezone: 'Europe/Berlin',
    days: [31, 1],
    periods: [[], [{ begin: '08:00:00', end: '18:00:00' }]],
  })
})

const first = (begin: unknown, end: unknown) => ({ ...WEEKLY, periods: [[window(begin, end)], []] })
const BEGIN = 'schedule.periods[0][0].begin_at'
const END = 'schedule.periods[0][0].end_at'

const REFUSED: [name: string, wire: unknown, field: string, says: RegExp][] = [
  ['no object', [], 'schedule', /must be an object; leave it out to have the job run all the time/],
  ['an unknown type', { ...WEEKLY, type: 'daily' }, 'schedule.type', /"weekly" or "monthly"/],
  ['no time zone', { ...WEEKLY, timezone: undefined }, 'schedule.timezone', /must be a string such as/],
  [
    'a time zone that is none',
    { ...WEEKLY, timezone: '+15:00' },
    'schedule.timezone',
    /"\+15:00" is no time zone: give an offset .* IANA name/,
  ],
  [
    'no days of the week',
    { ...WEEKLY, days_of_week: undefined },
    'schedule.days_of_week',
    /must list the days .* 1 \(Monday\) to 7 \(Sunday\)/,
  ],
  [
    'no days of the month',
    { ...MONTHLY, days_of_month: [] },
    'schedule.days_of_month',
    /must list the days .* 1 to 31/,
  ],
  [
    'days of the month in a week',
    { ...WEEKLY, days_of_month: [1] },
    'schedule.days_of_month',
    /has no place in a weekly schedule: leave it out, or make the type monthly/,
  ],
  [
    'days of the week in a month',
    { ...MONTHLY, days_of_week: [1] },
    'schedule.days_of_week',
    /has no place in a monthly schedule: leave it out, or make the type weekly/,
  ],
  [
    'day 0',
    { ...WEEKLY, days_of_week: [1, 0] },
    'schedule.days_of_week[1]',
    /whole number from 1 \(Monday\) to 7/,
  ],
  ['weekday 8', { ...WEEKLY, days_of_week: [8, 1] }, 'schedule.days_of_week[0]', /whole number/],
  [
    'day 32',
    { ...MONTHLY, days_of_month: [1, 32] },
    'schedule.days_of_month[1]',
    /whole number from 1 to 31/,
  ],
  ['half a day', { ...WEEKLY, days_of_week: [1.5, 2] }, 'schedule.days_of_week[0]', /whole number/],
  ['a day in quotes', { ...WEEKLY, days_of_week: ['1', 2] }, 'schedule.days_of_week[0]', /whole number/],
  [
    'a day twice',
    { ...WEEKLY, days_of_week: [2, 2] },
    'schedule.days_of_week[1]',
    /repeats 2: list every day once/,
  ],
  [
    'no periods',
    { ...WEEKLY, periods: undefined },
    'schedule.periods',
    /must be an array that holds an array/,
  ],
  [
    'too many entries for a week',
    { ...WEEKLY, periods: [DAY, DAY, DAY] },
    'schedule.periods',
    /has 3 entries for 2 listed days: give 2, one for each in their order, or 7, one for each day from 1 to 7/,
  ],
  [
    'too few entries for a month',
    { ...MONTHLY, periods: Array(7).fill(DAY) },
    'schedule.periods',
    /has 7 entries for 2 listed days: give 2, .*, or 31, one for each day from 1 to 31/,
  ],
  [
    'too few entries for every weekday',
    { ...WEEKLY, days_of_week: [1, 2, 3, 4, 5, 6, 7] },
    'schedule.periods',
    /has 2 entries for 7 listed days: give 7, one for each in their order\.$/,
  ],
  [
    'no window',
    { ...WEEKLY, periods: [[], []] },
    'schedule.periods',
    /has no window on any listed day: give one at least/,
  ],
  [
    'windows on other days only',
    { ...WEEKLY, periods: [[], [], DAY, DAY, DAY, DAY, DAY] },
    'schedule.periods',
    /has no window on any listed day/,
  ],
  [
    'a flat list of windows',
    { ...WEEKLY, periods: [DAY[0], DAY[0]] },
    'schedule.periods[0]',
    /must be an array of windows; use \[\]/,
  ],
  [
    'eleven windows',
    { ...WEEKLY, periods: [[], Array(11).fill(DAY[0])] },
    'schedule.periods[1]',
    /has 11 windows, at most 10/,
  ],
  [
    'a window that is none',
    { ...WEEKLY, periods: [['08:00:00'], []] },
    'schedule.periods[0][0]',
    /must be a window such as/,
  ],
  ['a window without begin', first(undefined, '08:00:00'), BEGIN, /must be a string of the form hh:mm:ss/],
  ['a window without end', first('08:00:00', undefined), END, /must be a string/],
  [
    'a date with the begin',
    first('2026-11-30T08:00:00', '18:00:00'),
    BEGIN,
    /carries a date, which a weekly or monthly time does not have: give hh:mm:ss only/,
  ],
  ['a date with the end', first('08:00:00', '2026-11-30T18:00:00'), END, /carries a date/],
  ['a time without seconds', first('08:00', '18:00:00'), BEGIN, /form hh:mm:ss, 00:00:00 to 23:59:59/],
  ['minute 60', first('08:60:00', '18:00:00'), BEGIN, /form hh:mm:ss/],
  ['a begin at 24:00:00', first('24:00:00', '24:00:00'), BEGIN, /00:00:00 to 23:59:59/],
  ['an end after 24:00:00', first('08:00:00', '24:00:01'), END, /00:00:00 to 24:00:00/],
  ['an end at its begin', first('08:00:00', '08:00:00'), END, /is 08:00:00, not after begin_at, 08:00:00/],
  [
    'a window over midnight',
    first('22:00:00', '06:00:00'),
    END,
    /a window over midnight is two: until 23:59:00 on one day, from 00:00:00 on the next/,
  ],
  [
    'overlapping windows',
    {
      ...WEEKLY,
      periods: [
        [],
        [window('12:00:00', '14:00:00'), window('16:00:00', '17:00:00'), window('08:00:00', '12:00:01')],
      ],
    },
    'schedule.periods[1][0]',
    /\(12:00:00 to 14:00:00\) overlaps schedule\.periods\[1\]\[2\] \(08:00:00 to 12:00:01\): join the two/,
  ],
  [
    'the same window twice',
    { ...WEEKLY, periods: [[...DAY, ...DAY], []] },
    'schedule.periods[0][1]',
    /overlaps schedule\.periods\[0\]\[0\]/,
  ],
]

for (const [name, wire, field, says] of REFUSED) {
  test(`a schedule with ${name} is refused with field and remedy`, () => {
    assert.throws(
      () => parseSchedule(wire),
      (error) =>
        error instanceof ScheduleError &&
        error.field === field &&
        error.message.startsWith(field) &&
        says.test(error.message),
    )
  })
}
