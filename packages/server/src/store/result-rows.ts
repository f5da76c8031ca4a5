/** Results and their deliveries as rows, and back. */
import { createHash } from 'node:crypto'
import type { ResultRow } from '@vigia/core'
import type { Selectable } from 'kysely'
import type { DeliveryTable, ResultTable } from './schema.js'

export function toRow(result: ResultRow): ResultTable {
  const { picture } = result
  return {
    job_id: result.jobId,
    epoch: result.epoch,
    sequence: result.sequence,
    message_id: result.messageId,
    project_id: result.projectId,
    event_type: result.eventType,
    at: result.at,
    envelope: JSON.stringify(result.envelope),
    picture: picture ? Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength) : null,
  }
}

export function toResult(row: Selectable<ResultTable>): ResultRow {
  return {
    jobId: row.job_id,
    epoch: row.epoch,
    sequence: row.sequence,
    messageId: row.message_id,
    projectId: row.project_id,
    eventType: row.event_type,
    at: row.at,
    envelope: JSON.parse(row.envelope) as Record<string, unknown>,
    picture: row.picture ?? undefined,
  }
}

/** A delivery that is due now. Its id follows from what it is, so that a repeated append can never make a second one. */
export function firstDelivery(result: ResultRow, channel: 'webhook', now: number): DeliveryTable {
  return {
    id: createHash('sha256').update(`${result.messageId}/${channel}`).digest('hex').slice(0, 32),
    job_id: result.jobId,
    project_id: result.projectId,
    message_id: result.messageId,
    epoch: result.epoch,
    sequence: result.sequence,
    channel,
    state: 'pending',
    attempts: 0,
    next_at: now,
    claimed_until: 0,
    last_error: null,
  }
}
