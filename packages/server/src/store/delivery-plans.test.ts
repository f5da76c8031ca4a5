/** Every documented list of deliveries is answered from an index, in its order; so are the deliverer's questions. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DeliveryFilter } from '@vigia/core'
import { FakeClock, hex32, LANE, PROJECT, uuid } from '@vigia/core/conformance'
import { SqlDeliveryStore } from './deliveries.js'
import { openPlans, type Plans } from './plans.testing.js'

const AFTER = { createdAt: 90, id: hex32(9) }

let plans: Plans
let deliveries: SqlDeliveryStore
before(async () => {
  plans = await openPlans()
  deliveries = new SqlDeliveryStore(plans.db, new FakeClock())
})
after(() => plans.close())

const stepsOf: Plans['stepsOf'] = (work) => plans.stepsOf(work)

const FILTERS = (
  [
    [{}, { jobId: hex32(1) }],
    [{}, { channel: 'dis' }],
    [{}, { target: hex32(1) }],
    [{}, { messageId: uuid(1) }],
    [{}, { state: 'dead' }, { state: 'pending' }, { state: 'delivered' }],
    [{}, { from: 1 }, { to: 99 }, { from: 1, to: 99 }],
  ] satisfies DeliveryFilter[][]
).reduce<DeliveryFilter[]>(
  (made, next) => made.flatMap((filter) => next.map((choice) => ({ ...filter, ...choice }))),
  [{}],
)

function walkOf({ jobId, channel, target, messageId, state }: DeliveryFilter): [string, string] {
  if (messageId) return ['by_message', 'message_id']
  if (target || (jobId && channel)) return ['of_lane', 'lane']
  if (state === 'dead' || state === 'pending') return [state, 'project_id']
  return jobId ? ['by_job', 'job_id'] : ['by_project', 'project_id']
}

test(`all ${FILTERS.length} combinations of filters, first and deep pages, walk one index and sort nothing`, async () => {
  for (const filter of FILTERS)
    for (const page of [{ limit: 20 }, { limit: 20, after: AFTER }]) {
      const steps = await stepsOf(() => deliveries.list(PROJECT, filter, page))
      const [index, column] = walkOf(filter)
      const what = JSON.stringify({ filter, page, steps })
      assert.equal(steps.length, 1, what)
      assert.ok(steps[0]?.startsWith(`SEARCH deliveries USING INDEX deliveries_${index} (${column}=?`), what)
      const isBounded = page.after || filter.from !== undefined || filter.to !== undefined
      assert.equal(/created_at[<>]\?/.test(steps[0]!), Boolean(isBounded), what)
    }
})

test('a replay looks for what was given up where nothing else is', async () => {
  const steps = await stepsOf(() => deliveries.replay(PROJECT, { filter: { from: 1 } }))
  assert.match(
    steps.join(),
    /^SEARCH deliveries USING INDEX deliveries_dead \(project_id=\? AND created_at>\?\)$/,
  )
  for (const filter of FILTERS)
    for (const step of await stepsOf(() => deliveries.replay(PROJECT, { filter })))
      assert.match(step, /^SEARCH deliveries USING INDEX /)
})

test('the deliverer finds what is due, and the first of a lane, in indexes', async () => {
  const due = await stepsOf(() => deliveries.dueLanes())
  assert.equal(due[0], 'SEARCH deliveries USING COVERING INDEX deliveries_due (state=? AND next_at<?)')
  assert.deepEqual(await stepsOf(() => deliveries.claim(LANE, 10, 10)), [
    'SEARCH deliveries USING INDEX deliveries_by_lane (lane=? AND state=? AND next_at<?)',
  ])
})
