import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { BUILT_IN_PACKAGE_ID } from '@vigia/core'
import {
  createBody,
  createJob,
  DAY_MS,
  placeOrder,
  putState,
  SERVICE,
  secondProject,
  type TestApp,
  testApp,
} from './test-app.js'

let t: TestApp
before(async () => {
  t = await testApp()
})
after(() => t.close())

const HOUR_MS = 3_600_000
const orders = (path = '') => `/v2/${t.projectId}/orders${path}`
const order = async (id: string) => (await t.call('GET', orders(`/${id}`))).body
const create = (change: object) =>
  t.call(
    'POST',
    `/v2/${t.projectId}/services/${SERVICE}/tasks`,
    createBody(change as Record<string, unknown>),
  )
const put = (id: string, what: string, body?: object) => t.call('PUT', orders(`/${id}/${what}`), body)
const body = (change: object = {}) => ({
  package_id: BUILT_IN_PACKAGE_ID,
  streams: 2,
  until: t.now() + DAY_MS,
  ...change,
})

test('an order is answered as it is shown: valid from now, with nothing on it', async () => {
  const until = t.now() + 30 * DAY_MS
  const placed = await t.call('POST', orders(), body({ until }))
  assert.equal(placed.status, 200)
  assert.deepEqual(placed.body, {
    id: placed.body.id,
    package_id: BUILT_IN_PACKAGE_ID,
    package_name: 'built-in',
    streams: 2,
    from: t.now(),
    until,
    state: 'active',
    in_use: 0,
    jobs: 0,
    creator: 'admin',
    created_at: t.now(),
    updated_at: t.now(),
  })
  assert.match(placed.body.id, /^[0-9a-f]{32}$/)
  assert.deepEqual(await order(placed.body.id), placed.body)
})

const REFUSED: [string, (now: number) => object, string, RegExp][] = [
  ['no streams', () => ({ streams: 0 }), 'VIAS.00010001', /^streams: must be >= 1/],
  ['too many streams', () => ({ streams: 10_001 }), 'VIAS.00010001', /^streams: must be <= 10000/],
  ['no end', () => ({ until: undefined }), 'VIAS.00010001', /^until: is required/],
  [
    'an end before its begin',
    (now) => ({ from: now + 9, until: now + 8 }),
    'VIAS.00010001',
    /^until: must be after from/,
  ],
  [
    'an end at its begin',
    (now) => ({ from: now + 9, until: now + 9 }),
    'VIAS.00010001',
    /^until: must be after from/,
  ],
  [
    'an end in the past',
    (now) => ({ from: now - 9, until: now - 1 }),
    'VIAS.00010001',
    /^until: is in the past/,
  ],
  ['an end now', (now) => ({ from: now - 9, until: now }), 'VIAS.00010001', /^until: is in the past/],
  [
    'an unknown package',
    () => ({ package_id: '88888888-1111-4111-8111-111111111111' }),
    'VIAS.00010002',
    /^package_id: there is no package 8/,
  ],
]
for (const [what, change, code, detail] of REFUSED) {
  test(`an order with ${what} is refused, and nothing is stored`, async () => {
    const { total } = (await t.call('GET', orders())).body
    const { status, body: answer } = await t.call('POST', orders(), body(change(t.now())))
    assert.deepEqual([status, answer.error_code], [400, code])
    assert.match(answer.detail, detail)
    assert.equal((await t.call('GET', orders())).body.total, total)
  })
}

test('the state follows the time: pending, active, ending with a warning, expired', async () => {
  const app = await testApp()
  const from = app.now() + HOUR_MS
  const id = await placeOrder(app, { from, until: from + 7 * DAY_MS + 2 * HOUR_MS })
  const read = async () => (await app.stores.orders.get(app.projectId, id))!
  const seen = async () => (await app.call('GET', `/v2/${app.projectId}/orders/${id}`)).body
  assert.deepEqual([(await seen()).state, 'warning' in (await seen())], ['pending', false])
  app.pass(HOUR_MS)
  assert.equal((await seen()).state, 'active')
  app.pass(2 * HOUR_MS)
  const { state, warning } = await seen()
  const until = new Date((await read()).until).toISOString()
  assert.equal(state, 'ending')
  assert.equal(warning, `The order ${id} ends in 7 days, on ${until}; its jobs are stopped then. Renew it.`)
  await app.close()
})

test('orders are listed by package and state, newest first, in pages', async () => {
  const app = await testApp()
  const now = app.now()
  const list = async (query = '') => (await app.call('GET', `/v2/${app.projectId}/orders${query}`)).body
  const place = async (change: object) => {
    app.pass(1)
    return placeOrder(app, change as Record<string, unknown>)
  }
  const made = {
    pending: await place({ from: now + HOUR_MS }),
    active: await place({}),
    ending: await place({ until: now + DAY_MS }),
    expired: await place({ until: now + 1_000 }),
    cancelled: await place({}),
  }
  await app.call('PUT', `/v2/${app.projectId}/orders/${made.cancelled}/cancel`)
  app.pass(2_000)
  const ids = (answer: { orders: { id: string }[] }) => answer.orders.map(({ id }) => id)
  for (const [state, id] of Object.entries(made)) {
    const answer = await list(`?state=${state}`)
    assert.deepEqual([answer.total, ids(answer)], [1, [id]], state)
    assert.equal(answer.orders[0].state, state)
  }
  assert.deepEqual(ids(await list()), Object.values(made).reverse())
  assert.deepEqual(ids(await list('?sort_dir=asc')), Object.values(made))
  await place({})
  const second = await list('?page=2&page_size=5')
  assert.deepEqual([second.count, second.total, second.page, second.page_size], [1, 6, 2, 5])
  assert.deepEqual(ids(second), [made.pending])
  assert.equal((await list('?package_id=88888888-1111-4111-8111-111111111111')).total, 0)
  assert.equal((await list(`?package_id=${BUILT_IN_PACKAGE_ID}&state=cancelled`)).total, 1)
  await app.close()
})

test('a renewal makes an order longer, and may change its streams; an expired one is valid again', async () => {
  const id = await placeOrder(t, { until: t.now() + 1_000 })
  t.pass(2_000)
  assert.equal((await order(id)).state, 'expired')
  const wakes = t.wakes()
  const renewed = await put(id, 'renew', { until: t.now() + 30 * DAY_MS, streams: 9 })
  assert.equal(t.wakes(), wakes + 1)
  assert.deepEqual([renewed.status, renewed.body.state, renewed.body.streams], [200, 'active', 9])
  assert.deepEqual(await order(id), renewed.body)
  const again = await put(id, 'renew', { until: t.now() + 31 * DAY_MS })
  assert.deepEqual([again.body.streams, again.body.until], [9, t.now() + 31 * DAY_MS])
})

test('a renewal that ends before the present end, or in the past, is refused', async () => {
  const id = await placeOrder(t)
  const { until } = await order(id)
  const shorter = await put(id, 'renew', { until: until - 1 })
  assert.deepEqual([shorter.status, shorter.body.error_code], [400, 'VIAS.00010001'])
  assert.match(shorter.body.detail, /^until: is before \d+, the present end/)
  assert.match((await put(id, 'renew', { until: t.now() })).body.detail, /^until: /)
  assert.equal((await order(id)).until, until)
})

test('cancelling is for good; a cancelled order is not renewed, an expired one not cancelled', async () => {
  const id = await placeOrder(t)
  for (let i = 0; i < 2; i++) {
    const { status, body: answer } = await put(id, 'cancel')
    assert.deepEqual([status, answer.state], [200, 'cancelled'])
  }
  const renewed = await put(id, 'renew', { until: t.now() + 60 * DAY_MS })
  assert.deepEqual([renewed.status, renewed.body.error_code], [500, 'VIAS.00010012'])
  assert.match(renewed.body.detail, /is cancelled; place another one/)
  const over = await placeOrder(t, { until: t.now() + 1 })
  t.pass(1)
  assert.match((await put(over, 'cancel')).body.detail, /^cancel: the order \w+ is expired/)
})

test('of a renewal and a cancellation at once the cancellation holds', async () => {
  const id = await placeOrder(t)
  const store = t.stores.orders
  const get = store.get.bind(store)
  store.get = async (...args) => {
    const seen = await get(...args)
    store.get = get
    assert.equal((await put(id, 'cancel')).status, 200)
    return seen
  }
  assert.equal((await put(id, 'renew', { until: t.now() + 60 * DAY_MS })).status, 500)
  assert.equal((await order(id)).state, 'cancelled')
})

test('jobs on an order are counted, and those that run', async () => {
  const id = await placeOrder(t)
  const jobs: string[] = []
  for (const name of ['counted-1', 'counted-2', 'counted-3']) {
    jobs.push(await createJob(t, { name, resource_order_id: id }))
  }
  await putState(t, jobs[0]!, 'RUNNING')
  await putState(t, jobs[1]!, 'STOPPED')
  const { in_use, jobs: all } = await order(id)
  assert.deepEqual([in_use, all], [1, 3])
})

test('a job shows its order and the package of it, in details and lists', async () => {
  const id = await placeOrder(t)
  const job = await createJob(t, { name: 'shown', resource_order_id: id })
  const v2 = (await t.call('GET', `/v2/${t.projectId}/tasks/${job}`)).body
  const v1 = (await t.call('GET', `/v1/${t.projectId}/infer/tasks/${job}`)).body
  const old = (await t.call('GET', `/v2/${t.projectId}/services/${SERVICE}/tasks/${job}`)).body
  const [row2] = (await t.call('GET', `/v2/${t.projectId}/tasks?task_name=shown`)).body.tasks
  const [row1] = (await t.call('GET', `/v1/${t.projectId}/infer/tasks?task_name=shown`)).body.tasks
  for (const shown of [v1, v2, old, row1, row2])
    assert.deepEqual([shown.resource_order_id, shown.package_id], [id, BUILT_IN_PACKAGE_ID])
})

test('an order is not to be named by a job when it is unknown, over or cancelled', async () => {
  const expired = await placeOrder(t, { until: t.now() + 1 })
  const cancelled = await placeOrder(t)
  await put(cancelled, 'cancel')
  t.pass(1)
  const id = await createJob(t, { name: 'at-rest' })
  await putState(t, id, 'STOPPED')
  const cases: [string, string, RegExp][] = [
    ['e'.repeat(32), 'VIAS.00010002', /^resource_order_id: there is no order e+ in this project/],
    [expired, 'VIAS.00010001', /^resource_order_id: the order \w+ is expired; renew it/],
    [cancelled, 'VIAS.00010001', /^resource_order_id: the order \w+ is cancelled; name another one/],
  ]
  for (const [resource_order_id, code, detail] of cases) {
    const { service_version: _, ...change } = createBody({ name: 'at-rest', resource_order_id })
    for (const answer of [
      await create({ name: 'refused', resource_order_id }),
      await t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, change),
    ]) {
      assert.deepEqual([answer.status, answer.body.error_code], [400, code])
      assert.match(answer.body.detail, detail)
    }
  }
  assert.equal((await t.stores.jobs.find(id))?.orderId, undefined)
})

test('an update gives a job at rest another order; one that runs keeps the one it has', async () => {
  const [first, second] = [await placeOrder(t), await placeOrder(t)]
  const id = await createJob(t, { name: 'moved', resource_order_id: first })
  const { service_version: _, ...change } = createBody({ name: 'moved', resource_order_id: second })
  const update = () => t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, change)
  await putState(t, id, 'RUNNING')
  assert.equal((await update()).body.error_code, 'VIAS.00010012')
  await putState(t, id, 'STOPPED')
  assert.equal((await update()).status, 200)
  assert.equal((await t.stores.jobs.find(id))?.orderId, second)
  const without = { ...change, resource_order_id: undefined }
  assert.equal((await t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, without)).status, 200)
  assert.equal((await t.stores.jobs.find(id))?.orderId, second)
})

test('a job whose order is over is changed, but not started before the order is renewed', async () => {
  const orderId = await placeOrder(t, { until: t.now() + 1_000 })
  const id = await createJob(t, { name: 'waits', resource_order_id: orderId })
  await putState(t, id, 'STOPPED')
  t.pass(1_000)
  const { service_version: _, ...change } = createBody({
    name: 'waits',
    description: 'd',
    resource_order_id: orderId,
  })
  assert.equal((await t.call('PUT', `/v2/${t.projectId}/tasks/${id}`, change)).status, 200)
  const start = () => t.call('PUT', `/v2/${t.projectId}/tasks/${id}/action/start`)
  const refused = await start()
  assert.deepEqual([refused.status, refused.body.error_code], [500, 'VIAS.00010012'])
  assert.match(refused.body.detail, /^start: resource_order_id: the order \w+ is expired; renew it/)
  await put(orderId, 'renew', { until: t.now() + DAY_MS })
  assert.equal((await start()).status, 200)
})

test('a running job of an order that ends soon says so behind its status, and is told anew as time goes', async () => {
  const app = await testApp()
  const order = await placeOrder(app, { until: app.now() + 8 * DAY_MS })
  const id = await createJob(app, { resource_order_id: order })
  const status = async () => {
    const details = (await app.call('GET', `/v2/${app.projectId}/tasks/${id}`)).body.status
    const list = (await app.call('GET', `/v2/${app.projectId}/tasks`)).body.tasks[0].status
    assert.equal(details, list)
    return details
  }
  await putState(app, id, 'RUNNING', 'All is well.')
  app.pass(23 * HOUR_MS)
  assert.equal(await status(), 'All is well.')
  await app.stores.orders.change((await app.stores.orders.find(order))!, {
    state: 'active',
    until: app.now() + 47 * HOUR_MS,
    streams: 2,
    updatedAt: app.now(),
  })
  assert.match(
    await status(),
    /^All is well\. The order \w+ ends in 47 hours, on [^ ]+; its jobs are stopped then\. Renew it\.$/,
  )
  app.pass(1_000)
  await putState(app, id, 'STOPPED', 'Stopped.')
  assert.equal(await status(), 'Stopped.')
  await app.close()
})

test('an order of another project does not exist, neither in paths nor in lists', async () => {
  const id = await placeOrder(t)
  const other = await secondProject(t)
  const path = `/v2/${other.projectId}/orders`
  const shown = await t.call('GET', `${path}/${id}`, undefined, other.token)
  assert.deepEqual([shown.status, shown.body.error_code], [400, 'VIAS.00010002'])
  assert.equal((await t.call('GET', path, undefined, other.token)).body.total, 0)
})
