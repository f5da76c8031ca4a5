/** Results as rows, and back. */
import type { NewResult, StoredResult } from '@vigia/core'
import type { Selectable } from 'kysely'
import type { ResultTable } from './schema.js'

export function toRow(result: NewResult): ResultTable {
  return {
    job_id: result.jobId,
    epoch: result.epoch,
    sequence: result.sequence,
    message_id: result.messageId,
    project_id: result.projectId,
    event_type: result.eventType,
    at: result.at,
    envelope: JSON.stringify(result.envelope),
    picture: null,
    picture_name: result.pictureName ?? null,
    clip_name: null,
    clip_bytes: null,
    has_made_event: 0,
  }
}

/** All but the picture itself. */
export const RESULT_COLUMNS = [
  'job_id',
  'epoch',
  'sequence',
  'message_id',
  'project_id',
  'event_type',
  'at',
  'envelope',
  'picture_name',
  'clip_name',
] as const

type ResultColumns = Pick<Selectable<ResultTable>, (typeof RESULT_COLUMNS)[number]>

/** @param has_inline whether there is a picture in the row itself; 0 or 1 */
export function toResult(row: ResultColumns & { has_inline: number }): StoredResult {
  return {
    jobId: row.job_id,
    epoch: row.epoch,
    sequence: row.sequence,
    messageId: row.message_id,
    projectId: row.project_id,
    eventType: row.event_type,
    at: row.at,
    envelope: JSON.parse(row.envelope) as Record<string, unknown>,
    pictureName: row.picture_name ?? undefined,
    hasPicture: row.picture_name !== null || row.has_inline === 1,
    clipName: row.clip_name ?? undefined,
  }
}
