/** Orders of a project: place, look at, renew, cancel. Their jobs are stopped by the engine when they are over. */
import { ApiError, type CreateOrder, type OrdersQuery, type RenewOrder } from '@vigia/contract'
import { type Order, orderPhase, ordersIn, streamsIn } from '@vigia/core'
import { invalid } from './invalid.js'
import type { Caller, JobDeps } from './job-deps.js'
import { noPackage } from './packages.js'

type Deps = Pick<JobDeps, 'orders' | 'jobs' | 'clock' | 'ids' | 'log' | 'wake'>

export interface OrderView {
  order: Order
  packageName: string
  /** Jobs that have one of its streams. */
  inUse: number
  /** Jobs that name it. */
  jobs: number
}

/** Looks at an order that others change meanwhile. */
const TRIES = 20

/** @throws ApiError naming the field */
export async function placeOrder(deps: Deps, caller: Caller, body: CreateOrder): Promise<Order> {
  const now = deps.clock.now()
  const { package_id: packageId, streams, from = now, until } = body
  checkUntil(until, from, now)
  const order: Order = {
    id: deps.ids.hex32(),
    projectId: caller.projectId,
    packageId,
    streams,
    from,
    until,
    state: 'active',
    creator: caller.userName,
    createdAt: now,
    updatedAt: now,
  }
  if (!(await deps.orders.add(order))) throw noPackage(packageId)
  deps.log.info({ order: order.id, package: packageId, streams }, 'order placed')
  return order
}

/** @throws ApiError VIAS.00010002 */
export async function findOrder(
  { orders }: Pick<Deps, 'orders'>,
  { projectId }: Caller,
  id: string,
): Promise<Order> {
  const order = await orders.get(projectId, id)
  if (order) return order
  throw new ApiError('VIAS.00010002', `order_id: there is no order ${id} in this project`)
}

/** A page of them, and how many match on all pages. */
export async function listOrders(
  deps: Deps,
  { projectId }: Caller,
  query: OrdersQuery,
): Promise<{ orders: Order[]; total: number }> {
  const { page, page_size: limit, sort_dir: sortDir, package_id, state } = query
  return deps.orders.list({
    projectId,
    ...(package_id === undefined ? {} : { packageId: package_id }),
    ...(state === undefined ? {} : ordersIn(state, deps.clock.now())),
    sortDir,
    offset: (page - 1) * limit,
    limit,
  })
}

/**
 * An order that is over becomes valid again; its jobs stay as they are until they are started.
 * @throws ApiError naming the field; VIAS.00010012 when the order is cancelled
 */
export async function renewOrder(deps: Deps, caller: Caller, id: string, body: RenewOrder): Promise<Order> {
  return changeOrder(deps, caller, id, (before, now) => {
    if (before.state === 'cancelled') {
      throw new ApiError('VIAS.00010012', `renew: the order ${id} is cancelled; place another one`)
    }
    checkUntil(body.until, before.from, now)
    if (body.until < before.until) {
      throw invalid(`until: is before ${before.until}, the present end; a renewal makes no order shorter`)
    }
    return { state: 'active', until: body.until, streams: body.streams ?? before.streams, updatedAt: now }
  })
}

/**
 * For good; an order that is cancelled already stays so.
 * @throws ApiError VIAS.00010012 when it is over
 */
export async function cancelOrder(deps: Deps, caller: Caller, id: string): Promise<Order> {
  return changeOrder(deps, caller, id, (before, now) => {
    const phase = orderPhase(before, now)
    if (phase === 'cancelled') return undefined
    if (phase === 'expired') {
      throw new ApiError('VIAS.00010012', `cancel: the order ${id} is expired; there is nothing to cancel`)
    }
    return { state: 'cancelled', until: before.until, streams: before.streams, updatedAt: now }
  })
}

type Changed = Pick<Order, 'state' | 'until' | 'streams' | 'updatedAt'>

/** @param changed gives nothing when nothing is to be changed, throws when it may not be */
async function changeOrder(
  deps: Deps,
  caller: Caller,
  id: string,
  changed: (before: Order, now: number) => Changed | undefined,
): Promise<Order> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await findOrder(deps, caller, id)
    const to = changed(before, deps.clock.now())
    if (!to) return before
    if (!(await deps.orders.change(before, to))) continue
    deps.log.info({ order: id, state: to.state, until: to.until, streams: to.streams }, 'order changed')
    deps.wake()
    return { ...before, ...to }
  }
  throw new ApiError('VIAS.00010012', 'order_id: the order keeps being changed by others; try again')
}

/** In the order they are given in. */
export async function viewOrders(
  { orders, jobs }: Pick<Deps, 'orders' | 'jobs'>,
  given: Order[],
): Promise<OrderView[]> {
  const names = new Map((await orders.packages()).map(({ id, name }) => [id, name]))
  const views: OrderView[] = []
  for (const order of given) {
    const counts = await jobs.countsWithin({ orderId: order.id })
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const packageName = names.get(order.packageId) ?? ''
    views.push({ order, packageName, inUse: streamsIn(counts), jobs: all })
  }
  return views
}

function checkUntil(until: number, from: number, now: number): void {
  if (until <= from) throw invalid('until: must be after from')
  if (until <= now) throw invalid('until: is in the past; give a time that is to come')
}
