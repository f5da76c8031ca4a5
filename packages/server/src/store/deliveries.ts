/** Deliveries in SQL: what waits to be sent, who is sending it, and what became of it. */
import {
  type ChannelName,
  type Clock,
  type Delivery,
  type DeliveryAttempt,
  type DeliveryFilter,
  type DeliveryLane,
  type DeliveryState,
  type DeliveryStore,
  JOB_CHANNELS,
  type LaneTrouble,
  laneKey,
} from '@vigia/core'
import type { Kysely, Transaction } from 'kysely'
import { listDeliveries, replayable } from './delivery-list.js'
import { laneOf, toDelivery } from './delivery-rows.js'
import { inTransaction } from './errors.js'
import { failedLane, listTroubles, servedLanes, troublesIn } from './lane-troubles.js'
import type { Tables } from './schema.js'

const TEXT_CHARACTERS = 512
/** Attempts kept of one delivery: a ladder and some replays. */
const ATTEMPTS_KEPT = 50

export class SqlDeliveryStore implements DeliveryStore {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly clock: Clock,
  ) {}

  async dueLanes(): Promise<DeliveryLane[]> {
    const now = this.clock.now()
    const rows = await this.db
      .selectFrom('deliveries')
      .select('lane')
      .where('state', '=', 'pending')
      .where('next_at', '<=', now)
      .where('claimed_until', '<=', now)
      .groupBy('lane')
      .orderBy((eb) => eb.fn.min('next_at'))
      .execute()
    return rows.map((row) => laneOf(row.lane))
  }

  async failingLanes(): Promise<DeliveryLane[]> {
    const rows = await this.db
      .selectFrom('deliveries')
      .select('lane')
      .distinct()
      .where('state', '=', 'pending')
      .where('failures', '>', 0)
      .orderBy('lane')
      .execute()
    return rows.map((row) => laneOf(row.lane))
  }

  async claim(lane: DeliveryLane, limit: number, ttlMs: number): Promise<Delivery[]> {
    return inTransaction(this.db, async (tx) => {
      const now = this.clock.now()
      const due = await tx
        .selectFrom('deliveries')
        .selectAll()
        .where('lane', '=', laneKey(lane))
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

  async delivered(done: { id: string; attempt: DeliveryAttempt }[]): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const lanes = new Set<string>()
      for (const { id, attempt } of done) {
        const row = await tx
          .updateTable('deliveries')
          .set((eb) => ({
            state: 'delivered',
            last_error: null,
            claimed_until: 0,
            failures: 0,
            attempts: eb('attempts', '+', 1),
          }))
          .where('id', '=', id)
          .returning(['attempts', 'lane'])
          .executeTakeFirst()
        if (!row) continue
        lanes.add(row.lane)
        await note(tx, id, row.attempts, attempt)
      }
      await servedLanes(tx, [...lanes])
    })
  }

  async failed(id: string, attempt: DeliveryAttempt, nextAt: number | undefined): Promise<void> {
    const next = nextAt === undefined ? { state: 'dead' } : { next_at: nextAt }
    const last_error = attempt.error?.slice(0, TEXT_CHARACTERS) ?? null
    await inTransaction(this.db, async (tx) => {
      const row = await tx
        .updateTable('deliveries')
        .set((eb) => ({
          ...next,
          last_error,
          claimed_until: 0,
          attempts: eb('attempts', '+', 1),
          failures: eb('failures', '+', 1),
        }))
        .where('id', '=', id)
        .where('state', '=', 'pending')
        .returning(['attempts', 'lane', 'project_id'])
        .executeTakeFirst()
      if (!row) return
      await note(tx, id, row.attempts, attempt)
      await failedLane(tx, row, attempt.at, last_error ?? '')
    })
  }

  async retryNow(lane: DeliveryLane): Promise<void> {
    const now = this.clock.now()
    await inTransaction(this.db, (tx) =>
      tx
        .updateTable('deliveries')
        .set({ next_at: now })
        .where('lane', '=', laneKey(lane))
        .where('state', '=', 'pending')
        .where('next_at', '>', now)
        .execute(),
    )
  }

  async switchOff(lane: DeliveryLane, reason: string): Promise<void> {
    const last_error = reason.slice(0, TEXT_CHARACTERS)
    await inTransaction(this.db, async (tx) => {
      await tx
        .updateTable('lane_troubles')
        .set({ off_since: this.clock.now(), reason: last_error })
        .where('lane', '=', laneKey(lane))
        .where('off_since', 'is', null)
        .execute()
      await tx
        .updateTable('deliveries')
        .set({ state: 'dead', last_error, claimed_until: 0 })
        .where('lane', '=', laneKey(lane))
        .where('state', '=', 'pending')
        .execute()
    })
  }

  async switchOn(projectId: string, lane: DeliveryLane): Promise<boolean> {
    const done = await inTransaction(this.db, (tx) =>
      tx
        .deleteFrom('lane_troubles')
        .where('lane', '=', laneKey(lane))
        .where('project_id', '=', projectId)
        .executeTakeFirst(),
    )
    return done.numDeletedRows === 1n
  }

  async trouble(lane: DeliveryLane): Promise<LaneTrouble | undefined> {
    return (await troublesIn(this.db, [laneKey(lane)]))[0]
  }

  jobTroubles(jobId: string): Promise<LaneTrouble[]> {
    return troublesIn(this.db, jobLanes(jobId))
  }

  troubles(projectId: string, limit: number): Promise<LaneTrouble[]> {
    return listTroubles(this.db, projectId, limit)
  }

  list(
    projectId: string,
    filter: DeliveryFilter,
    page: { limit: number; after?: { createdAt: number; id: string } },
  ): Promise<Delivery[]> {
    return listDeliveries(this.db, projectId, filter, page)
  }

  async find(projectId: string, id: string): Promise<Delivery | undefined> {
    const row = await this.db
      .selectFrom('deliveries')
      .selectAll()
      .where('id', '=', id)
      .where('project_id', '=', projectId)
      .executeTakeFirst()
    return row && toDelivery(row)
  }

  async attemptsOf(id: string): Promise<DeliveryAttempt[]> {
    const rows = await this.db
      .selectFrom('delivery_attempts')
      .selectAll()
      .where('delivery_id', '=', id)
      .orderBy('number')
      .execute()
    return rows.map(({ at, took_ms, status, answer, error }) => ({
      at,
      tookMs: took_ms,
      ...(status === null ? {} : { status }),
      ...(answer === null ? {} : { answer }),
      ...(error === null ? {} : { error }),
    }))
  }

  async replay(projectId: string, which: { ids: string[] } | { filter: DeliveryFilter }): Promise<number> {
    const now = this.clock.now()
    return inTransaction(this.db, async (tx) => {
      const done = await tx
        .updateTable('deliveries')
        .set({ state: 'pending', failures: 0, next_at: now, claimed_until: 0 })
        .where(replayable(projectId, which))
        .executeTakeFirst()
      return Number(done.numUpdatedRows)
    })
  }

  async counts(jobId: string): Promise<Record<DeliveryState, number>> {
    const rows = await this.db
      .selectFrom('deliveries')
      .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
      .where('lane', 'in', jobLanes(jobId))
      .groupBy('state')
      .execute()
    const count = (state: DeliveryState): number => Number(rows.find((r) => r.state === state)?.n ?? 0)
    return { pending: count('pending'), delivered: count('delivered'), dead: count('dead') }
  }

  async countOff(): Promise<number> {
    const row = await this.db
      .selectFrom('lane_troubles')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('off_since', 'is not', null)
      .executeTakeFirstOrThrow()
    return Number(row.n)
  }

  async totals(): Promise<{ channel: ChannelName; state: DeliveryState; count: number }[]> {
    const rows = await this.db
      .selectFrom('deliveries')
      .select((eb) => ['channel', 'state', eb.fn.countAll<number>().as('n')])
      .groupBy(['channel', 'state'])
      .execute()
    return rows.map((row) => ({
      channel: row.channel as ChannelName,
      state: row.state as DeliveryState,
      count: Number(row.n),
    }))
  }
}

const jobLanes = (jobId: string): string[] => JOB_CHANNELS.map((channel) => laneKey({ channel, id: jobId }))

/** What a job that is deleted had on its way; what goes to subscriptions stays. */
export async function dropJobLanes(tx: Transaction<Tables>, jobId: string): Promise<void> {
  await tx.deleteFrom('deliveries').where('lane', 'in', jobLanes(jobId)).execute()
  await tx.deleteFrom('lane_troubles').where('lane', 'in', jobLanes(jobId)).execute()
}

async function note(
  tx: Transaction<Tables>,
  delivery_id: string,
  number: number,
  { at, tookMs, status, answer, error }: DeliveryAttempt,
): Promise<void> {
  await tx
    .insertInto('delivery_attempts')
    .values({
      delivery_id,
      number,
      at,
      took_ms: Math.max(0, Math.round(tookMs)),
      status: status ?? null,
      answer: answer?.slice(0, TEXT_CHARACTERS) ?? null,
      error: error?.slice(0, TEXT_CHARACTERS) ?? null,
    })
    .execute()
  if (number <= ATTEMPTS_KEPT) return
  await tx
    .deleteFrom('delivery_attempts')
    .where('delivery_id', '=', delivery_id)
    .where('number', '<=', number - ATTEMPTS_KEPT)
    .execute()
}
