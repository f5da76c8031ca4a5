import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isQuiet, type QuietHours, type QuietPeriod } from './quiet-hours.js'

const hours = (timezone: string, ...periods: [string, string, number[]?][]): QuietHours => ({
  timezone,
  periods: periods.map(([begin, end, days = []]): QuietPeriod => ({ begin, end, days })),
})
const at = (text: string): number => Date.parse(text)

test('a period holds from its first minute to before its last, by the clocks of the zone', () => {
  const lunch = hours('+08:00', ['12:00', '13:30'])
  assert.equal(isQuiet(lunch, at('2026-11-24T03:59:59.999Z')), false)
  assert.equal(isQuiet(lunch, at('2026-11-24T04:00:00.000Z')), true)
  assert.equal(isQuiet(lunch, at('2026-11-24T05:29:59.999Z')), true)
  assert.equal(isQuiet(lunch, at('2026-11-24T05:30:00.000Z')), false)
})

test('over midnight a period belongs to the day on which it begins', () => {
  // 2026-11-27 is a Friday.
  const night = hours('+00:00', ['22:00', '06:00', [5]])
  assert.equal(isQuiet(night, at('2026-11-27T05:00:00Z')), false)
  assert.equal(isQuiet(night, at('2026-11-27T21:59:00Z')), false)
  assert.equal(isQuiet(night, at('2026-11-27T22:00:00Z')), true)
  assert.equal(isQuiet(night, at('2026-11-28T05:59:59Z')), true)
  assert.equal(isQuiet(night, at('2026-11-28T06:00:00Z')), false)
  assert.equal(isQuiet(night, at('2026-11-28T23:00:00Z')), false)
  // From Sunday to Monday.
  assert.equal(isQuiet(hours('+00:00', ['22:00', '06:00', [7]]), at('2026-11-30T01:00:00Z')), true)
})

test('a whole day is 00:00 to 24:00, and so is a period that ends when it begins', () => {
  for (const [begin, end] of [
    ['00:00', '24:00'],
    ['00:00', '00:00'],
  ] as const) {
    const friday = hours('+00:00', [begin, end, [5]])
    assert.equal(isQuiet(friday, at('2026-11-26T23:59:59.999Z')), false)
    assert.equal(isQuiet(friday, at('2026-11-27T00:00:00Z')), true)
    assert.equal(isQuiet(friday, at('2026-11-27T23:59:59.999Z')), true)
    assert.equal(isQuiet(friday, at('2026-11-28T00:00:00Z')), false)
  }
})

test('any of several periods is enough, none at all is never quiet, and days before 1970 have their names', () => {
  const two = hours('+00:00', ['01:00', '02:00'], ['03:00', '04:00'])
  assert.deepEqual(
    [0.5, 1.5, 2.5, 3.5].map((hour) => isQuiet(two, hour * 3_600_000)),
    [false, true, false, true],
  )
  assert.equal(isQuiet(hours('+00:00'), 0), false)
  // 1969-12-31 was a Wednesday.
  assert.equal(isQuiet(hours('+00:00', ['00:00', '24:00', [3]]), -1), true)
})

test('when clocks go forward, a period that lies in the skipped hour is left out; one around it is as long as clocks read', () => {
  // Berlin, 2026-03-29: 02:00 becomes 03:00 at 01:00 UTC.
  const skipped = hours('Europe/Berlin', ['02:00', '03:00'])
  for (let minute = -120; minute <= 120; minute += 1)
    assert.equal(isQuiet(skipped, at('2026-03-29T01:00:00Z') + minute * 60_000), false, String(minute))
  const night = hours('Europe/Berlin', ['22:00', '06:00'])
  const quietMinutes = Array.from({ length: 1440 }, (_, i) => at('2026-03-28T12:00:00Z') + i * 60_000)
  assert.equal(quietMinutes.filter((moment) => isQuiet(night, moment)).length, 7 * 60)
})

test('when clocks go back, a period in the hour that they read twice holds twice', () => {
  // Berlin, 2026-10-25: 03:00 becomes 02:00 at 01:00 UTC.
  const twice = hours('Europe/Berlin', ['02:15', '02:45'])
  const quiet = (text: string) => isQuiet(twice, at(text))
  assert.deepEqual(
    ['2026-10-25T00:14:59Z', '2026-10-25T00:15:00Z', '2026-10-25T00:44:59Z', '2026-10-25T00:45:00Z'].map(
      quiet,
    ),
    [false, true, true, false],
  )
  assert.deepEqual(
    ['2026-10-25T01:14:59Z', '2026-10-25T01:15:00Z', '2026-10-25T01:44:59Z', '2026-10-25T01:45:00Z'].map(
      quiet,
    ),
    [false, true, true, false],
  )
  const night = hours('Europe/Berlin', ['22:00', '06:00'])
  const minutes = Array.from({ length: 1440 }, (_, i) => at('2026-10-24T12:00:00Z') + i * 60_000)
  assert.equal(minutes.filter((moment) => isQuiet(night, moment)).length, 9 * 60)
})

test('every minute of a year agrees with what a formatter of the zone reads', () => {
  const zones = ['America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia']
  for (const timezone of zones) {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
      hourCycle: 'h23',
    })
    const night = hours(timezone, ['21:30', '05:15', [6, 7]])
    for (
      let moment = at('2026-01-01T00:00:00Z');
      moment < at('2027-01-01T00:00:00Z');
      moment += 37 * 60_000
    ) {
      const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]))
      const time = `${parts.hour}:${parts.minute}`
      const isNight =
        (['Sat', 'Sun'].includes(parts.weekday ?? '') && time >= '21:30') ||
        (['Sun', 'Mon'].includes(parts.weekday ?? '') && time < '05:15')
      assert.equal(isQuiet(night, moment), isNight, `${timezone} ${new Date(moment).toISOString()}`)
    }
  }
})
