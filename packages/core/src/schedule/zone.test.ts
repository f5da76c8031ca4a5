import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Temporal } from 'temporal-polyfill'
import { random } from './drawn-schedules.js'
import { describeMoment, ScheduleError } from './index.js'
import { firstMomentFrom, momentOf } from './wall-time.js'
import { zoneOf } from './zone.js'

const HOUR = 3_600_000

test('offsets are those that Temporal gives, far apart in time and round every change of the clocks', () => {
  const r = random(1)
  for (const name of [
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Apia',
    'Africa/Casablanca',
  ]) {
    const zone = zoneOf(name)
    let change = Temporal.ZonedDateTime.from(`1975-01-01T00:00[${name}]`)
    for (let i = 0; i < 120; i++) {
      change = change.getTimeZoneTransition('next') ?? change
      const at = change.epochMilliseconds
      for (const ms of [at - 1, at, at + r.below(300 * 24 * HOUR), at - r.below(10 * 24 * HOUR)]) {
        const nanoseconds =
          Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name).offsetNanoseconds
        assert.equal(zone.offsetAt(ms), nanoseconds / 1e6, `${name} at ${new Date(ms).toISOString()}`)
      }
    }
  }
})

test('local times of before the zones have their seconds', () => {
  assert.equal(zoneOf('Africa/Monrovia').offsetAt(Date.UTC(1970, 0, 1)), -(44 * 60 + 30) * 1000)
  assert.equal(zoneOf('UTC').offsetAt(0), 0)
})

test('more zones and more time than are cached give the same', () => {
  const names = Intl.supportedValuesOf('timeZone').slice(0, 250)
  const at = (name: string): number => zoneOf(name).offsetAt(Date.UTC(2026, 6, 1))
  const first = names.map(at)
  assert.deepEqual(names.map(at), first)
  const berlin = zoneOf('Europe/Berlin')
  const summers = (): number[] => Array.from({ length: 90 * 52 }, (_, i) => berlin.offsetAt(i * 168 * HOUR))
  assert.deepEqual(summers(), summers())
})

test('the first moment from a skipped time on is the skip, and from any other time on that time', () => {
  const zone = zoneOf('Europe/Berlin')
  const wall = (text: string): number => Date.parse(`${text}Z`)
  const skip = Date.parse('2026-03-29T01:00:00Z')
  for (const skipped of ['02:00:00', '02:30:00', '02:59:59.999'])
    assert.equal(firstMomentFrom(zone, wall(`2026-03-29T${skipped}`)), skip)
  for (const read of ['2026-03-29T01:59:59', '2026-03-29T03:00:00', '2026-10-25T02:30:00'])
    assert.equal(firstMomentFrom(zone, wall(read)), momentOf(zone, wall(read)))
})

test('names of zones may be written in any case', () => {
  assert.equal(zoneOf('europe/BERLIN').offsetAt(0), HOUR)
})

for (const timezone of [
  '+14:01',
  '-12:01',
  '+99:00',
  '+08:60',
  '+0800',
  '+8:00',
  '08:00',
  '',
  'Mars/Base',
  'Z',
]) {
  test(`"${timezone}" is refused as a time zone, with both forms that there are`, () => {
    assert.throws(
      () => zoneOf(timezone),
      (error) =>
        error instanceof ScheduleError &&
        error.field === 'schedule.timezone' &&
        error.message ===
          `schedule.timezone: "${timezone}" is no time zone: give an offset from -12:00 to +14:00 such as +08:00, or an IANA name such as Europe/Berlin.`,
    )
  })
}

test('a moment is told with the weekday, the local time and the zone', () => {
  const tell = (iso: string, timezone: string): string => describeMoment(Date.parse(iso), timezone)
  assert.equal(tell('2026-11-30T00:00:00Z', '+08:00'), 'Mon 2026-11-30 08:00:00 (+08:00)')
  assert.equal(tell('2026-11-30T00:00:00.999Z', '-03:30'), 'Sun 2026-11-29 20:30:00 (-03:30)')
  assert.equal(tell('2026-11-30T00:00:00Z', 'Asia/Kolkata'), 'Mon 2026-11-30 05:30:00 (Asia/Kolkata, +05:30)')
  assert.equal(
    tell('2026-11-30T00:00:00Z', 'America/St_Johns'),
    'Sun 2026-11-29 20:30:00 (America/St_Johns, -03:30)',
  )
})

test('the two moments of a time that clocks read twice are told apart', () => {
  const tell = (iso: string): string => describeMoment(Date.parse(iso), 'Europe/Berlin')
  assert.equal(tell('2026-10-25T00:30:00Z'), 'Sun 2026-10-25 02:30:00 (Europe/Berlin, +02:00)')
  assert.equal(tell('2026-10-25T01:30:00Z'), 'Sun 2026-10-25 02:30:00 (Europe/Berlin, +01:00)')
})
