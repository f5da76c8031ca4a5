/** Deliveries as rows, and back. */
import { createHash } from 'node:crypto'
import { type ChannelName, type Delivery, type DeliveryLane, type DeliveryState, laneKey } from '@vigia/core'
import type { Selectable, Transaction } from 'kysely'
import type { DeliveryTable, Tables } from './schema.js'

export function laneOf(key: string): DeliveryLane {
  const slash = key.indexOf('/')
  return { channel: key.slice(0, slash) as ChannelName, id: key.slice(slash + 1) }
}

/** Whose result it is. */
export interface Sent {
  jobId: string
  projectId: string
  messageId: string
  epoch: number
  sequence: number
}

/**
 * Adds a delivery for each lane, due now; dead from the start where the lane is switched off. Its id follows from what
 * it is, so that what is sent twice has one delivery.
 */
export async function addDeliveries(
  tx: Transaction<Tables>,
  sent: Sent,
  lanes: readonly DeliveryLane[],
  now: number,
): Promise<void> {
  if (lanes.length === 0) return
  const off = await tx
    .selectFrom('lane_troubles')
    .select(['lane', 'reason'])
    .where('lane', 'in', lanes.map(laneKey))
    .where('off_since', 'is not', null)
    .execute()
  const rows = lanes.map((lane): DeliveryTable => {
    const key = laneKey(lane)
    const reason = off.find((trouble) => trouble.lane === key)?.reason
    return {
      id: createHash('sha256').update(`${sent.messageId}/${key}`).digest('hex').slice(0, 32),
      lane: key,
      job_id: sent.jobId,
      project_id: sent.projectId,
      message_id: sent.messageId,
      epoch: sent.epoch,
      sequence: sent.sequence,
      channel: lane.channel,
      state: reason === undefined ? 'pending' : 'dead',
      attempts: 0,
      failures: 0,
      created_at: now,
      next_at: now,
      claimed_until: 0,
      last_error: reason ?? null,
    }
  })
  await tx
    .insertInto('deliveries')
    .values(rows)
    .onConflict((c) => c.column('id').doNothing())
    .execute()
}

/**
 * There is more of a result than when it was sent: what has been delivered is delivered once more. What is on its way
 * just now may hold it or not, and is delivered once more too.
 */
export async function deliverAgain(
  tx: Transaction<Tables>,
  messageId: string,
  channel: ChannelName,
  now: number,
): Promise<void> {
  const sent = await tx
    .selectFrom('deliveries')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('channel', '=', channel)
    .where('state', '!=', 'dead')
    .execute()
  for (const row of sent) {
    const id = createHash('sha256').update(`${row.id}/again`).digest('hex').slice(0, 32)
    const due = {
      state: 'pending',
      failures: 0,
      created_at: now,
      next_at: now,
      claimed_until: 0,
      last_error: null,
    }
    await tx
      .insertInto('deliveries')
      .values({ ...row, id, ...due, attempts: 0 })
      .onConflict((c) => c.column('id').doUpdateSet(due))
      .execute()
  }
}

export function toDelivery(row: Selectable<DeliveryTable>): Delivery {
  return {
    id: row.id,
    lane: laneOf(row.lane),
    jobId: row.job_id,
    projectId: row.project_id,
    messageId: row.message_id,
    epoch: row.epoch,
    sequence: row.sequence,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    failures: row.failures,
    createdAt: row.created_at,
    nextAt: row.next_at,
    lastError: row.last_error ?? undefined,
  }
}
