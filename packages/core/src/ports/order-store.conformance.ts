/** What every OrderStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ordersIn } from '../orders/order-phase.js'
import { BUILT_IN_PACKAGE_ID } from '../orders/packages.js'
import { hex32, type OpenStores, OTHER_PROJECT, onProjects, PROJECT } from './conformance-kit.js'
import { NameTaken } from './job-store.js'
import type { Order, OrderFilter, OrderStore, Package } from './order-store.js'

const pack = (n: number, changed: Partial<Package> = {}): Package => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  name: `package-${n}`,
  company: 'Somebody',
  description: 'd',
  serviceNames: ['c-a', 'c-b'],
  orderRequired: true,
  createdAt: n,
  ...changed,
})

const order = (n: number, changed: Partial<Order> = {}): Order => ({
  id: hex32(n),
  projectId: PROJECT,
  packageId: BUILT_IN_PACKAGE_ID,
  streams: 2,
  from: 100,
  until: 1_000,
  state: 'active',
  creator: 'ada',
  createdAt: n,
  updatedAt: n,
  ...changed,
})

const page: OrderFilter = { projectId: PROJECT, sortDir: 'desc', offset: 0, limit: 10 }
const ids = (orders: Order[]) => orders.map(({ id }) => id)
const unsettled = async (orders: OrderStore, now: number) => ids(await orders.unsettled(now, 10))

/** Registers the suite; `name` says which adapter is under test. */
export function orderStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: the built-in package is there from the beginning, others by name; a name is taken once`, () =>
    onProjects(open, async ({ orders }) => {
      const built = (await orders.packages()).map(({ id, orderRequired }) => [id, orderRequired])
      assert.deepEqual(built, [[BUILT_IN_PACKAGE_ID, false]])
      await orders.addPackage(pack(2, { name: 'a' }))
      await orders.addPackage(pack(1, { name: 'z', orderRequired: false }))
      await assert.rejects(orders.addPackage(pack(3, { name: 'a' })), NameTaken)
      assert.deepEqual(
        (await orders.packages()).map((one) => one.name),
        ['a', 'built-in', 'z'],
      )
      assert.deepEqual(await orders.package(pack(1).id), pack(1, { name: 'z', orderRequired: false }))
      assert.equal(await orders.package(pack(3).id), undefined)
    }))

  test(`${name}: a package goes as long as no order names it`, () =>
    onProjects(open, async ({ orders }) => {
      for (const n of [1, 2]) await orders.addPackage(pack(n))
      assert.equal(await orders.add(order(1, { packageId: pack(1).id })), true)
      assert.equal(await orders.removePackage(pack(1).id), false)
      assert.equal(await orders.removePackage(pack(2).id), true)
      assert.equal(await orders.removePackage(pack(2).id), false)
      assert.equal(await orders.package(pack(2).id), undefined)
    }))

  test(`${name}: an order is read as it was added, by its project only; of a package that is not there it is not added`, () =>
    onProjects(open, async ({ orders }) => {
      assert.equal(await orders.add(order(1)), true)
      assert.deepEqual(await orders.get(PROJECT, hex32(1)), order(1))
      assert.deepEqual(await orders.find(hex32(1)), order(1))
      assert.equal(await orders.get(OTHER_PROJECT, hex32(1)), undefined)
      assert.equal(await orders.add(order(2, { packageId: pack(9).id })), false)
      assert.equal(await orders.find(hex32(2)), undefined)
    }))

  test(`${name}: orders are listed by package, state and time, in pages, with how many match`, () =>
    onProjects(open, async ({ orders }) => {
      await orders.addPackage(pack(1))
      const now = 10_000_000_000
      const soon = now + 1
      const late = now + 9_000_000_000
      const all = [
        order(1, { from: now + 1, until: late }),
        order(2, { from: now, until: late, packageId: pack(1).id }),
        order(3, { from: now, until: soon }),
        order(4, { from: 1, until: now }),
        order(5, { from: 1, until: 2, state: 'expired' }),
        order(6, { from: now, until: late, state: 'cancelled' }),
      ]
      for (const one of all) await orders.add(one)
      await orders.add(order(7, { projectId: OTHER_PROJECT, from: now, until: late }))
      const listed = async (filter: Partial<OrderFilter>) => {
        const { orders: found, total } = await orders.list({ ...page, ...filter })
        assert.equal(total, found.length)
        return found.map(({ id }) => Number.parseInt(id, 16))
      }
      assert.deepEqual(await listed({}), [6, 5, 4, 3, 2, 1])
      assert.deepEqual(await listed({ sortDir: 'asc' }), [1, 2, 3, 4, 5, 6])
      assert.deepEqual(await listed({ packageId: pack(1).id }), [2])
      assert.deepEqual(await listed(ordersIn('pending', now)), [1])
      assert.deepEqual(await listed(ordersIn('active', now)), [2])
      assert.deepEqual(await listed(ordersIn('ending', now)), [3])
      assert.deepEqual(await listed(ordersIn('expired', now)), [5, 4])
      assert.deepEqual(await listed(ordersIn('cancelled', now)), [6])
      const second = await orders.list({ ...page, offset: 4, limit: 1 })
      assert.deepEqual([second.total, ids(second.orders)], [6, [hex32(2)]])
    }))

  test(`${name}: an order is changed by who knows it as it is, and by nobody else`, () =>
    onProjects(open, async ({ orders }) => {
      await orders.add(order(1))
      const to = { state: 'active', until: 2_000, streams: 5, updatedAt: 7 } as const
      assert.equal(await orders.change(order(1), to), true)
      assert.equal(await orders.change(order(1), { ...to, until: 3_000 }), false)
      assert.deepEqual(await orders.find(hex32(1)), { ...order(1), ...to })
      assert.equal(await orders.change(order(2), to), false)
    }))

  test(`${name}: orders that are over or cancelled stay unsettled until all their jobs have been told`, () =>
    onProjects(open, async ({ orders }) => {
      await orders.add(order(1, { until: 200 }))
      await orders.add(order(2, { until: 300 }))
      await orders.add(order(3))
      await orders.change(order(3), { state: 'cancelled', until: 1_000, streams: 2, updatedAt: 9 })
      assert.deepEqual(await unsettled(orders, 199), [hex32(3)])
      assert.deepEqual(await unsettled(orders, 300), [hex32(1), hex32(2), hex32(3)])
      assert.deepEqual(ids(await orders.unsettled(300, 1)), [hex32(1)])
      for (const n of [1, 3]) assert.equal(await orders.settled((await orders.find(hex32(n)))!), true)
      assert.deepEqual(await unsettled(orders, 300), [hex32(2)])
      assert.equal((await orders.find(hex32(1)))?.state, 'expired')
      assert.equal((await orders.find(hex32(3)))?.state, 'cancelled')
    }))

  test(`${name}: an order that was renewed meanwhile is not settled, and will be when it is over again`, () =>
    onProjects(open, async ({ orders }) => {
      await orders.add(order(1, { until: 200 }))
      const seen = (await orders.find(hex32(1)))!
      const renewed = { state: 'active', until: 500, streams: 2, updatedAt: 9 } as const
      assert.equal(await orders.change(seen, renewed), true)
      assert.equal(await orders.settled(seen), false)
      assert.equal((await orders.find(hex32(1)))?.state, 'active')
      assert.deepEqual(await unsettled(orders, 499), [])
      assert.deepEqual(await unsettled(orders, 500), [hex32(1)])
      await orders.settled((await orders.find(hex32(1)))!)
      const expired = (await orders.find(hex32(1)))!
      assert.equal(await orders.change(expired, { ...renewed, until: 900 }), true)
      assert.deepEqual(await unsettled(orders, 900), [hex32(1)])
    }))

  test(`${name}: an order that changed since it was read is neither changed nor settled by what was read`, () =>
    onProjects(open, async ({ orders }) => {
      await orders.add(order(1, { until: 200, streams: 2 }))
      const seen = (await orders.find(hex32(1)))!
      const { state, until } = seen
      assert.equal(await orders.change(seen, { state, until, streams: 3, updatedAt: 9 }), true)
      assert.equal(await orders.change(seen, { state, until, streams: 4, updatedAt: 9 }), false)
      assert.equal(await orders.settled({ ...seen, state: 'cancelled' }), false)
      const now = (await orders.find(hex32(1)))!
      assert.deepEqual([now.state, now.streams], ['active', 3])
    }))
}
