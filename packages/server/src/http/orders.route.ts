/** Orders of a project for streams of a package. Vigia's own: VIAS has them on its console only. */
import {
  CreateOrder,
  OrderList,
  OrderPath,
  OrdersQuery,
  ProjectPath,
  RenewOrder,
  ShownOrder,
} from '@vigia/contract'
import { type Order, orderPhase, orderWarning } from '@vigia/core'
import {
  cancelOrder,
  findOrder,
  listOrders,
  type OrderView,
  placeOrder,
  renewOrder,
  viewOrders,
} from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'

const ORDERS = '/v2/:project_id/orders'
const ORDER = `${ORDERS}/:order_id`
const tags = ['packages and orders']

export function orderRoutes(app: App, deps: RouteDeps): void {
  const present = async (...orders: Order[]) =>
    (await viewOrders(deps, orders)).map((view) => presentOrder(view, deps.clock.now()))
  const one = async (order: Promise<Order>) => (await present(await order))[0]!

  app.post(
    ORDERS,
    {
      schema: {
        tags,
        operationId: 'createOrder',
        summary: 'Place an order',
        params: ProjectPath,
        body: CreateOrder,
        response: answers(ShownOrder),
      },
    },
    (request) => one(placeOrder(deps, callerOf(request), request.body)),
  )

  app.get(
    ORDERS,
    {
      schema: {
        tags,
        operationId: 'listOrders',
        summary: 'List orders',
        params: ProjectPath,
        querystring: OrdersQuery,
        response: answers(OrderList),
      },
    },
    async (request) => {
      const { orders, total } = await listOrders(deps, callerOf(request), request.query)
      const { page, page_size } = request.query
      return { count: orders.length, total, orders: await present(...orders), page, page_size }
    },
  )

  app.get(
    ORDER,
    {
      schema: {
        tags,
        operationId: 'showOrder',
        summary: 'One order',
        params: OrderPath,
        response: answers(ShownOrder),
      },
    },
    (request) => one(findOrder(deps, callerOf(request), request.params.order_id)),
  )

  app.put(
    `${ORDER}/renew`,
    {
      schema: {
        tags,
        operationId: 'renewOrder',
        summary: 'Make an order last longer, or have other streams',
        params: OrderPath,
        body: RenewOrder,
        response: answers(ShownOrder),
      },
    },
    (request) => one(renewOrder(deps, callerOf(request), request.params.order_id, request.body)),
  )

  app.put(
    `${ORDER}/cancel`,
    {
      schema: {
        tags,
        operationId: 'cancelOrder',
        summary: 'Cancel an order; its jobs are stopped',
        params: OrderPath,
        response: answers(ShownOrder),
      },
    },
    (request) => one(cancelOrder(deps, callerOf(request), request.params.order_id)),
  )
}

function presentOrder({ order, packageName, inUse, jobs }: OrderView, now: number): ShownOrder {
  const warning = orderWarning(order, now)
  return {
    id: order.id,
    package_id: order.packageId,
    package_name: packageName,
    streams: order.streams,
    from: order.from,
    until: order.until,
    state: orderPhase(order, now),
    ...(warning === undefined ? {} : { warning }),
    in_use: inUse,
    jobs,
    creator: order.creator,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
  }
}
