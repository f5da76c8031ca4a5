/** Holds the arithmetic against Temporal: a slow list of windows, made another way, says the same at every moment. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Temporal } from 'temporal-polyfill'
import { drawSchedule, type Random, random } from './drawn-schedules.js'
import { parseSchedule, phaseAt, type WireSchedule } from './index.js'

const ZONES = [
  '+08:00',
  '-03:30',
  '+05:45',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe', // by half an hour
  'Pacific/Apia', // skipped 2011-12-30
  'Africa/Casablanca', // also for Ramadan
  'Africa/Cairo', // at midnight
  'America/Havana', // at midnight, and back to it
  'America/Nuuk', // to midnight
]
const HOUR = 3_600_000
/** Within this time `until` is exact; behind it the horizon may end the phase. */
const EXACT_MS = { weekly: 8 * 24 * HOUR, monthly: 61 * 24 * HOUR }

type Run = [begin: number, end: number]

function oracleRuns(wire: WireSchedule, first: Temporal.PlainDate, days: number): Run[] {
  const listed = wire.days_of_week ?? wire.days_of_month ?? []
  const periods = wire.periods ?? []
  const windowsOn = (date: Temporal.PlainDate) => {
    const day = wire.type === 'weekly' ? date.dayOfWeek : date.day
    if (!listed.includes(day)) return []
    const windows = periods.length === listed.length ? periods[listed.indexOf(day)] : periods[day - 1]
    return windows!.toSorted((a, b) => a.begin_at.localeCompare(b.begin_at))
  }
  const runs: Run[] = []
  for (let i = 0; i < days; i++) {
    const date = first.add({ days: i })
    const windows = windowsOn(date)
    for (const { begin_at, end_at } of windows) {
      const [begin, end] = [begin_at, end_at].map((time) => moment(date, time, wire.timezone)) as Run
      runs.push([begin < end ? begin : skipOf(date, begin_at, wire.timezone), end])
    }
    const last = windows.at(-1)?.end_at ?? ''
    if (last >= '23:59:00' && windowsOn(date.add({ days: 1 }))[0]?.begin_at === '00:00:00')
      runs.push([moment(date, last, wire.timezone), moment(date, '24:00:00', wire.timezone)])
  }
  const real = runs.filter(([begin, end]) => begin < end).sort((a, b) => a[0] - b[0])
  return real.reduce<Run[]>((joined, [begin, end]) => {
    const before = joined.at(-1)
    if (before && begin <= before[1]) before[1] = Math.max(before[1], end)
    else joined.push([begin, end])
    return joined
  }, [])
}

function plain(date: Temporal.PlainDate, time: string): Temporal.PlainDateTime {
  if (time === '24:00:00') return date.add({ days: 1 }).toPlainDateTime('00:00:00')
  return date.toPlainDateTime(time)
}

function moment(date: Temporal.PlainDate, time: string, zone: string): number {
  return plain(date, time).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}

/** When clocks skip the time: the change that follows the reading before it. */
function skipOf(date: Temporal.PlainDate, time: string, zone: string): number {
  const earlier = plain(date, time).toZonedDateTime(zone, { disambiguation: 'earlier' })
  return earlier.getTimeZoneTransition('next')!.epochMilliseconds
}

/** Mostly a change of the clocks between 1990 and 2037, for Apia also the one that skipped 2011-12-30. */
function drawCentre(r: Random, zone: string): number {
  const any = Date.UTC(1990, 0, 1) + r.below(47 * 365) * 24 * HOUR
  if (zone === 'Pacific/Apia' && r.below(3) === 0) return Date.UTC(2011, 11, 30, 10)
  const change = Temporal.Instant.fromEpochMilliseconds(any)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('next')
  return change && change.year < 2038 ? change.epochMilliseconds : any
}

/** In the hours and days round the centre, and on both sides of the nearest edges of runs. */
function drawMoments(r: Random, centre: number, runs: readonly Run[]): number[] {
  const distance = (edge: number): number => Math.abs(edge - centre)
  const near = runs.flat().filter((edge) => distance(edge) < 72 * HOUR)
  near.sort((a, b) => distance(a) - distance(b))
  return [
    ...Array.from({ length: 6 }, () => centre + r.below(4 * HOUR) - 2 * HOUR),
    ...Array.from({ length: 4 }, () => centre + r.below(144 * HOUR) - 72 * HOUR),
    ...near.slice(0, 5).flatMap((edge) => [edge - 1, edge]),
  ]
}

for (const [seed, zone] of ZONES.entries()) {
  test(`phases in ${zone} are those that Temporal gives`, () => {
    const r = random(seed + 1)
    for (let round = 0; round < 100; round++) {
      const wire = drawSchedule(r, zone)
      const schedule = parseSchedule(wire)
      const centre = drawCentre(r, zone)
      const first = Temporal.Instant.fromEpochMilliseconds(centre).toZonedDateTimeISO('UTC').toPlainDate()
      const runs = oracleRuns(wire, first.subtract({ days: 6 }), wire.type === 'weekly' ? 22 : 76)
      for (const at of drawMoments(r, centre, runs)) {
        const says = `${JSON.stringify(wire)} at ${new Date(at).toISOString()}`
        const run = runs.find(([, end]) => end > at)
        const inside = run !== undefined && run[0] <= at
        const until = (inside ? run[1] : run?.[0]) ?? Number.POSITIVE_INFINITY
        const phase = phaseAt(schedule, at)
        assert.equal(phase.inside, inside, says)
        if (until <= at + EXACT_MS[wire.type]) {
          assert.equal(new Date(phase.until).toISOString(), new Date(until).toISOString(), says)
          assert.equal(phaseAt(schedule, phase.until).inside, !inside, says)
        } else {
          assert.ok(phase.until > at + EXACT_MS[wire.type] && phase.until <= until, says)
        }
        assert.equal(phaseAt(schedule, phase.until - 1).inside, inside, says)
      }
    }
  })
}
