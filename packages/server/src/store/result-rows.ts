/** Results as rows, and back. */
import type { ResultRow } from '@vigia/core'
import type { Selectable } from 'kysely'
import type { ResultTable } from './schema.js'

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
