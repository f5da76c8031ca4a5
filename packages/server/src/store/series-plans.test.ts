/** A year of points per minute, of many series, is read from the primary key. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bucketEdges, gridFor, MINUTE_MS, QUARTER_MS, zoneOf } from '@vigia/core'
import { FakeClock, PROJECT } from '@vigia/core/conformance'
import { openPlans, type Plans } from './plans.testing.js'
import { SqlResultStore } from './results.js'
import { SqlSeriesStore } from './series.js'

const BEGIN = Date.UTC(2026, 0, 1)
const MINUTES = 365 * 1_440

let plans: Plans
let series: SqlSeriesStore
let results: SqlResultStore
before(async () => {
  plans = await openPlans()
  const { db, sqlite } = plans
  series = new SqlSeriesStore(db)
  results = new SqlResultStore(db, new FakeClock())
  sqlite.pragma('synchronous = OFF')
  const one = sqlite.prepare(
    "insert into series (id, job_id, project_id, key, kind, event_type, name) values (?, ?, ?, ?, 'count', 131073, '')",
  )
  for (const id of [1, 2, 3]) one.run(id, 'job', PROJECT, `line-${id}-side1`)
  for (const [grid, id] of [
    [MINUTE_MS, 1],
    [QUARTER_MS, 1],
    [MINUTE_MS, 2],
  ])
    sqlite
      .prepare(
        `with recursive n(i) as (select 0 union all select i + 1 from n where i < ?)
         insert into series_points select ?, ?, ? + i * ?, 1, 2, 2, 2, 60 from n`,
      )
      .run((MINUTES * MINUTE_MS) / grid! - 1, id, grid, BEGIN, grid)
})
after(() => plans.close())

const stepsOf: Plans['stepsOf'] = (work) => plans.stepsOf(work)

test('ranges are a search of the primary key, and nothing is sorted', async () => {
  const steps = await stepsOf(() => series.read(1, QUARTER_MS, BEGIN, BEGIN + 1, 10))
  assert.equal(steps.length, 1)
  assert.match(
    steps[0]!,
    /^SEARCH series_points USING INDEX \S+ \(series_id=\? AND grid=\? AND at>\? AND at<\?\)/,
  )
})

test('the series of a job, and its results of one kind, come from indexes', async () => {
  for (const step of await stepsOf(() => series.ofJob(PROJECT, 'job'))) {
    assert.doesNotMatch(step, /^SCAN/)
    if (/series_points/.test(step)) assert.match(step, /COVERING INDEX \S+ \(series_id=\? AND grid=\?\)/)
  }
  for (const step of await stepsOf(() => results.list(PROJECT, 'job', 20, BEGIN, 131_075)))
    assert.match(
      step,
      /^SEARCH results USING INDEX results_by_kind \(job_id=\? AND event_type=\? AND at<\?\)/,
    )
})

test('a year by days is read from quarters of an hour: 35,040 rows', async () => {
  const edges = bucketEdges(zoneOf('UTC'), 'day', BEGIN, BEGIN + 365 * 86_400_000, 400)!
  const grid = gridFor(edges)
  assert.equal(grid, QUARTER_MS)
  const rows = await series.read(1, grid, edges[0]!, edges.at(-1)!, 1_000_000)
  assert.equal(rows.length, 365 * 96)
})
