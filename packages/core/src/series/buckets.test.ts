import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Temporal } from 'temporal-polyfill'
import { zoneOf } from '../schedule/zone.js'
import { type Bucket, bucketEdges } from './buckets.js'
import { gridFor, gridMoment, MINUTE_MS, QUARTER_MS } from './grids.js'
import { intoBuckets, type Sums } from './sums.js'

const HOUR = 3_600_000
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds
const edgesOf = (zone: string, bucket: Bucket, from: string, to: string, most = 10_000) =>
  bucketEdges(zoneOf(zone), bucket, at(from), at(to), most)
const lengths = (edges: number[] | undefined) => edges?.slice(1).map((edge, i) => edge - edges[i]!)

test('days have 23 and 25 hours when clocks change', () => {
  const spring = edgesOf('Europe/Berlin', 'day', '2026-03-27T23:00:00Z', '2026-03-30T22:00:00Z')
  assert.deepEqual(lengths(spring), [24 * HOUR, 23 * HOUR, 24 * HOUR])
  const autumn = edgesOf('Europe/Berlin', 'day', '2026-10-23T22:00:00Z', '2026-10-26T23:00:00Z')
  assert.deepEqual(lengths(autumn), [24 * HOUR, 25 * HOUR, 24 * HOUR])
})

test('an hour that clocks read twice is two buckets, one that they skip is none', () => {
  const autumn = edgesOf('Europe/Berlin', 'hour', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')
  assert.equal(lengths(autumn)?.length, 25)
  const spring = edgesOf('Europe/Berlin', 'hour', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')
  assert.equal(lengths(spring)?.length, 23)
})

test('the range is widened to whole buckets', () => {
  assert.deepEqual(
    edgesOf('Asia/Shanghai', 'day', '2026-11-24T20:00:00Z', '2026-11-24T20:00:00.001Z'),
    ['2026-11-24T16:00:00Z', '2026-11-25T16:00:00Z'].map(at),
  )
  assert.deepEqual(
    edgesOf('Asia/Kolkata', 'hour', '2026-11-24T20:29:59Z', '2026-11-24T20:30:00Z'),
    ['2026-11-24T19:30:00Z', '2026-11-24T20:30:00Z'].map(at),
  )
})

test('weeks begin on Monday, months on the first', () => {
  assert.deepEqual(
    edgesOf('UTC', 'week', '2026-11-29T23:59:59Z', '2026-12-07T00:00:00Z'),
    ['2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z', '2026-12-07T00:00:00Z'].map(at),
  )
  assert.deepEqual(
    edgesOf('America/New_York', 'month', '2026-02-01T04:59:59Z', '2026-04-01T04:00:00Z'),
    ['2026-01-01T05:00:00Z', '2026-02-01T05:00:00Z', '2026-03-01T05:00:00Z', '2026-04-01T04:00:00Z'].map(at),
  )
})

test('more buckets than allowed are not made', () => {
  assert.equal(edgesOf('UTC', 'minute', '2026-01-01T00:00:00Z', '2026-01-01T00:10:00Z', 10)?.length, 11)
  assert.equal(edgesOf('UTC', 'minute', '2026-01-01T00:00:00Z', '2026-01-01T00:10:01Z', 10), undefined)
  assert.equal(edgesOf('UTC', 'minute', '1970-01-01T00:00:00Z', '2300-01-01T00:00:00Z', 10), undefined)
})

test('every edge of days, weeks and months is what Temporal says, in zones with odd changes of the clocks', () => {
  // Changes at midnight, of half an hour, over the date line, without summer time, and with it in winter.
  const zones = [
    'Europe/Berlin',
    'America/Sao_Paulo',
    'America/Havana',
    'America/Asuncion',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'Africa/Cairo',
  ]
  // Mondays that are the first of a month: one before Apia crossed the date line, one with today's rules.
  for (const name of zones)
    for (const bucket of ['day', 'week', 'month'] as const)
      for (const first of ['2011-08-01', '2024-01-01']) {
        let day = Temporal.PlainDate.from(first)
        const from = day.toZonedDateTime(name).epochMilliseconds
        const edges = bucketEdges(zoneOf(name), bucket, from, from + 500 * 24 * HOUR, 10_000)!
        for (const edge of edges) {
          assert.equal(edge, day.toZonedDateTime(name).epochMilliseconds, `${name} ${bucket} ${day}`)
          do day = day.add({ [`${bucket}s`]: 1 })
          while (
            // The day that was left out there.
            day.toZonedDateTime(name).toPlainDate().toString() !== day.toString()
          )
        }
      }
})

test('hours of odd zones grow, and end where clocks read full hours or change', () => {
  for (const name of ['Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns']) {
    const edges = edgesOf(name, 'hour', '2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z')!
    for (const length of lengths(edges)!) assert.ok(length > 0 && length <= HOUR, `${name} ${length}`)
  }
})

const sums = (moment: number, value: number): Sums => ({
  ...{ at: moment, points: 1, sum: value, least: value, most: value, seconds: 60 },
})

test('buckets add up what lies in them; empty ones are there', () => {
  const edges = [100, 200, 300, 400]
  const buckets = intoBuckets(edges, [sums(99, 9), sums(100, 1), sums(199, 5), sums(300, 2), sums(400, 9)])
  assert.deepEqual(buckets, [
    { at: 100, points: 2, sum: 6, least: 1, most: 5, seconds: 120 },
    undefined,
    { ...sums(300, 2) },
  ])
})

test('quarters of an hour answer what begins at quarters, minutes the rest', () => {
  const day = (zone: string) => edgesOf(zone, 'day', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z')!
  assert.equal(gridFor(day('Europe/Berlin')), QUARTER_MS)
  assert.equal(gridFor(day('Asia/Kathmandu')), QUARTER_MS)
  assert.equal(gridFor(day('+08:07')), MINUTE_MS)
  assert.equal(gridFor([0, 60_000]), MINUTE_MS)
})

test('a count belongs to the middle of its interval, a level to its moment', () => {
  const nine = at('2026-11-24T09:00:00Z')
  assert.equal(gridMoment(MINUTE_MS, nine + 700, 60), nine - MINUTE_MS)
  assert.equal(gridMoment(MINUTE_MS, nine + 700, 0), nine)
  assert.equal(gridMoment(QUARTER_MS, nine + 700, 3_600), nine - 2 * QUARTER_MS)
})
