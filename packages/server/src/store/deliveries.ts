/** Deliveries in SQL: what waits to be sent, who is sending it, and what became of it. */
import type { Clock, Delivery, DeliveryState } from '@vigia/core'
import type { Kysely, Selectable } from 'kysely'
import { inTransaction } from './errors.js'
import type { DeliveryTable, Tables } from './schema.js'

const ERROR_CHARACTERS = 512

export class SqlDeliveries {
  constructor(
    protected readonly db: Kysely<Tables>,
    protected readonly clock: Clock,
  ) {}

  async dueJobs(): Promise<string[]> {
    const now = this.clock.now()
    const rows = await this.db
      .selectFrom('deliveries')
      .select('job_id')
      .where('state', '=', 'pending')
      .where('next_at', '<=', now)
      .where('claimed_until', '<=', now)
      .groupBy('job_id')
      .orderBy((eb) => eb.fn.min('next_at'))
      .execute()
    return rows.map((row) => row.job_id)
  }

  async failingJobs(): Promise<string[]> {
    const rows = await this.db
      .selectFrom('deliveries')
      .select('job_id')
      .distinct()
      .where('state', '=', 'pending')
      .where('attempts', '>', 0)
      .orderBy('job_id')
      .execute()
    return rows.map((row) => row.job_id)
  }

  async claimDeliveries(jobId: string, limit: number, ttlMs: number): Promise<Delivery[]> {
    return inTransaction(this.db, async (tx) => {
      const now = this.clock.now()
      const due = await tx
        .selectFrom('deliveries')
        .selectAll()
        .where('job_id', '=', jobId)
        .where('state', '=', 'pending')
        .where('next_at', '<=', now)
        .where('claimed_until', '<=', now)
        .orderBy('next_at')
        .orderBy('epoch')
        .orderBy('sequence')
        .limit(limit)
        .execute()
      if (due.length === 0) return []
      const ids = due.map((row) => row.id)
      await tx
        .updateTable('deliveries')
        .set({ claimed_until: now + ttlMs })
        .where('id', 'in', ids)
        .execute()
      return due.map(toDelivery)
    })
  }

  async releaseClaims(): Promise<void> {
    await inTransaction(this.db, (tx) =>
      tx
        .updateTable('deliveries')
        .set({ claimed_until: 0 })
        .where('state', '=', 'pending')
        .where('claimed_until', '>', 0)
        .execute(),
    )
  }

  async delivered(id: string): Promise<void> {
    await inTransaction(this.db, (tx) =>
      tx
        .updateTable('deliveries')
        .set((eb) => ({
          state: 'delivered',
          last_error: null,
          claimed_until: 0,
          attempts: eb('attempts', '+', 1),
        }))
        .where('id', '=', id)
        .execute(),
    )
  }

  /** A delivery that another deliverer has brought home meanwhile stays delivered. */
  async failed(id: string, error: string, nextAt: number | undefined): Promise<void> {
    const next = nextAt === undefined ? { state: 'dead' } : { next_at: nextAt }
    const last_error = error.slice(0, ERROR_CHARACTERS)
    await inTransaction(this.db, (tx) =>
      tx
        .updateTable('deliveries')
        .set((eb) => ({ ...next, last_error, claimed_until: 0, attempts: eb('attempts', '+', 1) }))
        .where('id', '=', id)
        .where('state', '=', 'pending')
        .execute(),
    )
  }

  async retryNow(jobId: string): Promise<void> {
    const now = this.clock.now()
    await inTransaction(this.db, (tx) =>
      tx
        .updateTable('deliveries')
        .set({ next_at: now })
        .where('job_id', '=', jobId)
        .where('state', '=', 'pending')
        .where('next_at', '>', now)
        .execute(),
    )
  }

  async deliveryCounts(jobId: string): Promise<Record<DeliveryState, number>> {
    const rows = await this.db
      .selectFrom('deliveries')
      .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
      .where('job_id', '=', jobId)
      .groupBy('state')
      .execute()
    const count = (state: DeliveryState): number => Number(rows.find((r) => r.state === state)?.n ?? 0)
    return { pending: count('pending'), delivered: count('delivered'), dead: count('dead') }
  }
}

function toDelivery(row: Selectable<DeliveryTable>): Delivery {
  return {
    id: row.id,
    jobId: row.job_id,
    projectId: row.project_id,
    messageId: row.message_id,
    channel: 'webhook',
    state: row.state as DeliveryState,
    attempts: row.attempts,
    nextAt: row.next_at,
    lastError: row.last_error ?? undefined,
  }
}
