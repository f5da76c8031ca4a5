/** Stops the jobs of orders that are over or were cancelled, once, with the reason. */
import type { Clock, JobStore, OrderStore } from '@vigia/core'
import { STOPPABLE, stopped } from './changes.js'
import { inBatches } from './in-batches.js'
import { orderOver } from './stream-limits.js'

export interface SettleOrdersDeps {
  jobs: JobStore
  orders: OrderStore
  wallClock: Clock
  log: { info(fields: object, text: string): void }
}

/** Orders in one step; the rest follow in the next. */
const ORDERS = 100

export class SettleOrders {
  constructor(private readonly deps: SettleOrdersDeps) {}

  async tick(): Promise<void> {
    const { jobs, orders, wallClock, log } = this.deps
    for (const order of await orders.unsettled(wallClock.now(), ORDERS)) {
      const orderId = order.id
      const cause = order.state === 'cancelled' ? 'order cancelled' : 'order ended'
      const why = { status: `Stopped: ${orderOver(order)}`, cause, actor: 'engine' }
      await inBatches(
        jobs,
        (limit) => jobs.within({ orderId }, STOPPABLE, limit),
        (job) => stopped(job, why),
        ({ jobId, expectState: from, state: to }) =>
          log.info({ job: jobId, from, to, cause, order: orderId }, 'state'),
      )
      const left = await jobs.within({ orderId }, STOPPABLE, 1)
      if (left.length === 0 && (await orders.settled(order)))
        log.info({ order: orderId, cause }, 'order settled')
    }
  }
}
