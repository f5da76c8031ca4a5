/** What users see of an order's state. It follows from what is stored and from the time. */
import type { ShownOrderState } from '@vigia/contract'
import type { Order, OrderFilter } from '../ports/order-store.js'

const DAY_MS = 86_400_000
/** So long before its end an order warns: it is `ending`. */
export const WARNING_MS = 7 * DAY_MS

type Times = Pick<Order, 'state' | 'from' | 'until'>

/** @param now integer milliseconds UTC */
export function orderPhase({ state, from, until }: Times, now: number): ShownOrderState {
  if (state === 'cancelled') return 'cancelled'
  if (state === 'expired' || until <= now) return 'expired'
  if (now < from) return 'pending'
  return until - now <= WARNING_MS ? 'ending' : 'active'
}

type Bounds = Pick<OrderFilter, 'states' | 'fromAbove' | 'fromAtMost' | 'untilAbove' | 'untilAtMost'>

/** The orders that are in this state at `now`, for the store. */
export function ordersIn(phase: ShownOrderState, now: number): Bounds {
  const soon = now + WARNING_MS
  switch (phase) {
    case 'cancelled':
      return { states: ['cancelled'] }
    case 'expired':
      return { states: ['active', 'expired'], untilAtMost: now }
    case 'pending':
      return { states: ['active'], fromAbove: now, untilAbove: now }
    case 'ending':
      return { states: ['active'], fromAtMost: now, untilAbove: now, untilAtMost: soon }
    case 'active':
      return { states: ['active'], fromAtMost: now, untilAbove: soon }
  }
}

/** The orders that jobs may run on at `now`. */
export const validOrders = (now: number): Bounds => ({ states: ['active'], fromAtMost: now, untilAbove: now })

/** What to do about an order that is ending; undefined as long as there is nothing to do. */
export function orderWarning(order: Times & Pick<Order, 'id'>, now: number): string | undefined {
  if (orderPhase(order, now) !== 'ending') return undefined
  const until = new Date(order.until).toISOString()
  return `The order ${order.id} ends in ${inWords(order.until - now)}, on ${until}; its jobs are stopped then. Renew it.`
}

function inWords(ms: number): string {
  const hours = Math.ceil(ms / 3_600_000)
  if (hours <= 1) return 'less than an hour'
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`
}
