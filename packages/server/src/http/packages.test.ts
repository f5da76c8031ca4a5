import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_PACKAGE_ID } from '@vigia/core'
import { createBody, createJob, placeOrder, putState, SERVICE, testApp } from './test-app.js'

async function setUp(context: { after(fn: () => Promise<void>): void }) {
  const app = await testApp()
  context.after(() => app.close())
  const path = `/v2/${app.projectId}/packages`
  const add = (change: object = {}) =>
    app.call('POST', path, { name: 'Gates', service_names: [SERVICE], ...change })
  const list = async () => (await app.call('GET', path)).body
  const create = (change: Record<string, unknown> = {}, service = SERVICE) =>
    app.call('POST', `/v2/${app.projectId}/services/${service}/tasks`, createBody(change))
  return { app, path, add, list, create }
}

test('the built-in package is free and holds every service that nobody sells', async (t) => {
  const { list } = await setUp(t)
  assert.deepEqual(await list(), {
    count: 1,
    packages: [
      {
        id: BUILT_IN_PACKAGE_ID,
        name: 'built-in',
        description: 'Services that need no order',
        company: 'Vigia',
        service_names: [SERVICE, 'c-other-cloud', 'c-test-edge'],
        order_required: false,
        created_at: 0,
      },
    ],
  })
})

test('a package that needs an order takes its services out of the built-in one; one that needs none does not', async (t) => {
  const { add, list } = await setUp(t)
  const { status, body } = await add({ description: 'd', company: 'Somebody' })
  assert.equal(status, 200)
  assert.match(body.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  await add({ name: 'Free', service_names: ['c-other-cloud'], order_required: false })
  const { packages } = await list()
  assert.deepEqual(
    packages.map((pack: { name: string; service_names: string[] }) => [pack.name, pack.service_names]),
    [
      ['Free', ['c-other-cloud']],
      ['Gates', [SERVICE]],
      ['built-in', ['c-other-cloud', 'c-test-edge']],
    ],
  )
  assert.deepEqual(packages[1], { ...body, order_required: true })
})

test('unknown services, a blank name and one that is taken are refused', async (t) => {
  const { add, list } = await setUp(t)
  const unknown = await add({ service_names: [SERVICE, 'c-none'] })
  assert.deepEqual([unknown.status, unknown.body.error_code], [400, 'VIAS.00010002'])
  assert.match(unknown.body.detail, /^service_names: there is no service c-none; available: c-test-cloud/)
  for (const name of ['', ' ', ' Gates', 'Gates '])
    assert.match((await add({ name })).body.detail, /^name: must match pattern/)
  await add()
  const taken = await add({ service_names: ['c-other-cloud'] })
  assert.deepEqual([taken.status, taken.body.error_code], [400, 'VIAS.00010003'])
  assert.match(
    (await add({ name: 'None', service_names: [] })).body.detail,
    /^service_names: must NOT have fewer/,
  )
  assert.equal((await list()).count, 2)
})

test('a job on a sold service must name an order for it: to be created, and to be started', async (t) => {
  const { app, add, create } = await setUp(t)
  const old = await createJob(app, { name: 'before-it-was-sold' })
  await putState(app, old, 'STOPPED')
  const { id } = (await add()).body
  const without = await create()
  assert.deepEqual([without.status, without.body.error_code], [400, 'VIAS.00010001'])
  assert.match(
    without.body.detail,
    /^resource_order_id: is required: c-test-cloud is of the package "Gates"; place an order/,
  )
  const start = await app.call('PUT', `/v2/${app.projectId}/tasks/${old}/action/start`)
  assert.match(start.body.detail, /^start: resource_order_id: is required/)
  const wrong = await create({ resource_order_id: await placeOrder(app) })
  assert.deepEqual([wrong.status, wrong.body.error_code], [400, 'VIAS.00010001'])
  assert.match(
    wrong.body.detail,
    /is for the package "built-in", which holds c-other-cloud, c-test-edge and not c-test-cloud$/,
  )
  const order = await placeOrder(app, { package_id: id })
  const created = await create({ resource_order_id: order })
  assert.equal(created.status, 200)
  const { body } = await app.call('GET', `/v2/${app.projectId}/tasks/${created.body.tasks[0].id}`)
  assert.deepEqual([body.resource_order_id, body.package_id], [order, id])
  assert.equal((await create({ name: 'free' }, 'c-other-cloud')).status, 200)
})

test('a package that was never ordered is deleted; no other is', async (t) => {
  const { app, path, add, list, create } = await setUp(t)
  const { id } = (await add()).body
  await placeOrder(app, { package_id: id })
  const remove = (packageId: string) => app.call('DELETE', `${path}/${packageId}`)
  for (const kept of [id, BUILT_IN_PACKAGE_ID]) {
    const { status, body } = await remove(kept)
    assert.deepEqual([status, body.error_code], [500, 'VIAS.00010012'])
  }
  const spare = (await add({ name: 'Spare', service_names: ['c-other-cloud'] })).body.id
  assert.equal((await create({}, 'c-other-cloud')).status, 400)
  assert.deepEqual([(await remove(spare)).status, (await list()).count], [200, 2])
  assert.equal((await create({}, 'c-other-cloud')).status, 200)
  const gone = await remove(spare)
  assert.deepEqual([gone.status, gone.body.error_code], [400, 'VIAS.00010002'])
})
