/** Orders: so many streams of a package, for a time. Vigia's own; VIAS has them on its console only. */
import { type Static, Type } from 'typebox'
import { orderId, projectId } from './common.js'
import { packageId } from './packages.js'

/** The last millisecond of the year 9999. */
const LATEST = 253_402_300_799_999
const streams = Type.Integer({
  minimum: 1,
  maximum: 10_000,
  description: 'Most jobs that run at once on the order',
})
const moment = (description: string) =>
  Type.Integer({ minimum: 0, maximum: LATEST, description: `${description}; milliseconds since 1970` })

export const OrderPath = Type.Object({ project_id: projectId, order_id: orderId })

export const CreateOrder = Type.Object({
  package_id: packageId,
  streams,
  from: Type.Optional(moment('Begin; absent: now')),
  until: moment('End, after from and in the future'),
})
export type CreateOrder = Static<typeof CreateOrder>

export const RenewOrder = Type.Object({
  until: moment('New end, in the future and not before the present one'),
  streams: Type.Optional(streams),
})
export type RenewOrder = Static<typeof RenewOrder>

export const ORDER_STATES = ['pending', 'active', 'ending', 'expired', 'cancelled'] as const
/** What users see; it follows from what is stored and from the time. */
export type ShownOrderState = (typeof ORDER_STATES)[number]

export const OrdersQuery = Type.Object({
  page: Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Page number from 1' }),
  page_size: Type.Integer({ minimum: 5, maximum: 100, default: 10 }),
  sort_dir: Type.Enum(['asc', 'desc'], { default: 'desc', description: 'By creation time' }),
  package_id: Type.Optional(packageId),
  state: Type.Optional(Type.Enum([...ORDER_STATES])),
})
export type OrdersQuery = Static<typeof OrdersQuery>

export const ShownOrder = Type.Object({
  id: Type.String(),
  package_id: Type.String(),
  package_name: Type.String(),
  streams: Type.Integer(),
  from: Type.Integer({ description: 'Milliseconds since 1970' }),
  until: Type.Integer({ description: 'Milliseconds since 1970' }),
  state: Type.Enum([...ORDER_STATES], {
    description: 'pending: before its begin; ending: over within 7 days, see warning',
  }),
  warning: Type.Optional(Type.String({ description: 'What to do, when the order is ending' })),
  in_use: Type.Integer({ description: 'Jobs that run on it now' }),
  jobs: Type.Integer({ description: 'Jobs that name it' }),
  creator: Type.String(),
  created_at: Type.Integer({ description: 'Milliseconds since 1970' }),
  updated_at: Type.Integer({ description: 'Milliseconds since 1970' }),
})
export type ShownOrder = Static<typeof ShownOrder>
export const OrderList = Type.Object({
  count: Type.Integer({ description: 'Orders on this page' }),
  total: Type.Integer({ description: 'Orders that match' }),
  orders: Type.Array(ShownOrder),
  page: Type.Integer(),
  page_size: Type.Integer(),
})
export type OrderList = Static<typeof OrderList>
