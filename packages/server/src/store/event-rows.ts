/** Events as rows, and back. */
import type { NewEvent, Passed, ReviewState, StoredEvent } from '@vigia/core'
import type { Insertable, Selectable } from 'kysely'
import type { EventTable } from './schema.js'

export type EventRow = Selectable<EventTable>

/** Where an event stands when it is recorded. */
export interface Place {
  mainId: string | undefined
  state: ReviewState
  reviewedBy: string | undefined
  reviewedAt: number | undefined
  passed: Passed
  changed: number
  clip: { name: string; bytes: number } | undefined
}

export function toEventRow(event: NewEvent, place: Place): Insertable<EventTable> {
  const envelope = JSON.stringify(event.envelope)
  return {
    project_id: event.projectId,
    message_id: event.messageId,
    main_id: place.mainId ?? null,
    job_id: event.jobId,
    job_name: event.jobName,
    service_name: event.serviceName,
    event_type: event.eventType,
    source_id: event.sourceId ?? null,
    source_name: event.sourceName,
    tracks: JSON.stringify(event.tracks),
    at: event.at,
    last_at: event.at,
    count: 0,
    state: place.state,
    reviewed_by: place.reviewedBy ?? null,
    reviewed_at: place.reviewedAt ?? null,
    note: '',
    passed: place.passed,
    changed: place.changed,
    bytes: Buffer.byteLength(envelope) + event.pictureBytes + (place.clip?.bytes ?? 0),
    picture_name: event.pictureName ?? null,
    clip_name: place.clip?.name ?? null,
    envelope,
  }
}

export function toEvent(row: EventRow): StoredEvent {
  return {
    number: row.number,
    projectId: row.project_id,
    messageId: row.message_id,
    mainId: row.main_id ?? undefined,
    jobId: row.job_id,
    jobName: row.job_name,
    serviceName: row.service_name,
    eventType: row.event_type,
    sourceId: row.source_id ?? undefined,
    sourceName: row.source_name,
    tracks: JSON.parse(row.tracks) as string[],
    at: row.at,
    lastAt: row.last_at,
    count: row.count,
    state: row.state as ReviewState,
    reviewedBy: row.reviewed_by ?? undefined,
    reviewedAt: row.reviewed_at ?? undefined,
    note: row.note,
    passed: row.passed as Passed,
    changed: row.changed,
    bytes: row.bytes,
    pictureName: row.picture_name ?? undefined,
    clipName: row.clip_name ?? undefined,
    envelope: JSON.parse(row.envelope) as Record<string, unknown>,
  }
}
