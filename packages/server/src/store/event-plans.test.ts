/** Every documented search of events is answered from an index, in its order, whatever its filters. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { EventSearch } from '@vigia/core'
import { FakeClock, hex32, PROJECT, uuid } from '@vigia/core/conformance'
import { SqlEventRetention } from './event-retention.js'
import { SqlEventStore } from './events.js'
import { openPlans, type Plans, product } from './plans.testing.js'

const AFTER = { at: 90, number: 9 }

let plans: Plans
let events: SqlEventStore
let retention: SqlEventRetention
before(async () => {
  plans = await openPlans()
  const { db, secrets } = plans
  events = new SqlEventStore(db, secrets, new FakeClock())
  retention = new SqlEventRetention(db)
})
after(() => plans.close())

const stepsOf: Plans['stepsOf'] = (work) => plans.stepsOf(work)

const SEARCHES = product<EventSearch>([
  [{}, { eventTypes: [131_073] }, { eventTypes: [131_073, 196_609, 131_073] }],
  [{}, { sourceId: uuid(1) }],
  [{}, { sourceName: 'camera-1' }],
  [{}, { jobId: hex32(1) }],
  [{}, { serviceName: 'c-a' }],
  [{}, { state: 'approved' }],
  [{}, { isMain: true }, { isMain: false }],
  [{}, { from: 1 }, { until: 99 }, { from: 1, until: 99 }],
])

/** What each search is led by: the first that it names. */
const LEADS: [keyof EventSearch, string][] = [
  ['jobId', 'job_id'],
  ['sourceId', 'source_id'],
  ['sourceName', 'source_name'],
  ['serviceName', 'service_name'],
  ['state', 'state'],
  ['eventTypes', 'event_type'],
]

test(`all ${SEARCHES.length} combinations of filters, first and deep pages, walk the index of what they name first, and sort nothing`, async () => {
  for (const search of SEARCHES)
    for (const marker of [undefined, AFTER]) {
      const steps = await stepsOf(() => events.search(PROJECT, search, 20, marker))
      const [, led] = LEADS.find(([name]) => search[name] !== undefined) ?? []
      const index = led ? `events_by_${led}` : search.isMain ? 'events_mains' : 'events_by_time'
      const isFromBelow = search.from !== undefined ? ' AND at>?' : ''
      const isFromAbove = marker || search.until !== undefined ? ' AND at<?' : ''
      const sought = `(project_id=?${led ? ` AND ${led}=?` : ''}${isFromBelow}${isFromAbove})`
      const walk = `SEARCH events USING INDEX ${index} ${sought}`
      const kinds = led === 'event_type' ? new Set(search.eventTypes).size : 1
      const what = JSON.stringify({ search, marker, steps })
      assert.equal(steps.filter((step) => step === walk).length, kinds, what)
      for (const step of steps) assert.ok(step === walk || /^(MERGE|LEFT|RIGHT)/.test(step), what)
    }
})

test('a hundred kinds are as many walks, merged', async () => {
  const eventTypes = Array.from({ length: 100 }, (_, n) => n)
  const steps = await stepsOf(() => events.search(PROJECT, { eventTypes, from: 1 }, 20, AFTER))
  const walks = steps.filter((step) => /^SEARCH events USING INDEX events_by_event_type/.test(step))
  assert.equal(walks.length, 100)
  for (const step of steps) assert.doesNotMatch(step, /SCAN|TEMP B-TREE/)
})

test('words come first, from the last on, then the events that they are of', async () => {
  for (const search of [{}, { state: 'approved' }, { jobId: hex32(1), from: 1, until: 99 }] as const)
    for (const marker of [undefined, AFTER]) {
      const steps = await stepsOf(() => events.search(PROJECT, { ...search, text: 'gate cam' }, 20, marker))
      const words = steps.findIndex((step) => /^SCAN event_words VIRTUAL TABLE INDEX \d+:.*M/.test(step))
      const rows = steps.indexOf('SEARCH events USING INTEGER PRIMARY KEY (rowid=?)')
      assert.ok(words >= 0 && rows > words, JSON.stringify(steps))
      const rest = steps.filter((_, n) => n !== words)
      for (const step of rest)
        assert.match(
          step,
          /\(rowid=\?\)$|^SCALAR|^REUSE|COVERING INDEX events_by_time \(project_id=\? AND at>\? AND at<\?\)$/,
        )
    }
})

test('sub-events, changes and retention are found by indexes', async () => {
  const subs = await stepsOf(() => events.search(PROJECT, { mainId: uuid(1) }, 20, AFTER))
  assert.deepEqual(subs, ['SEARCH events USING INDEX events_subs (main_id=? AND at<?)'])
  const changes = await stepsOf(() => events.changedSince(PROJECT, 1, 50))
  assert.deepEqual(changes, ['SEARCH events USING INDEX events_changed (project_id=? AND changed>?)'])
  for (const [which, walk] of [
    [{ before: 5 }, 'SEARCH events USING INDEX events_mains (project_id=? AND at<?)'],
    [{ bytes: 5 }, 'SEARCH events USING INDEX events_mains (project_id=?)'],
  ] as const) {
    const [first, ...rest] = await stepsOf(() => retention.removeOldest(PROJECT, which))
    assert.equal(first, walk)
    for (const step of rest) assert.match(step, /^CORRELATED|\((message_id|main_id|project_id)=\?/)
  }
})
