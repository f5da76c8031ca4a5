/** The event centre: look through events, review and delete them. */
import { ApiError, type EventFilterQuery, type EventPageQuery } from '@vigia/contract'
import type {
  BlobStore,
  Clock,
  EventMarker,
  EventSearch,
  EventStore,
  Reviewed,
  ReviewState,
  StoredEvent,
} from '@vigia/core'
import type { Caller } from './job-deps.js'

export interface EventDeps {
  events: EventStore
  blobs: BlobStore
  clock: Clock
  wakeDeliveries(): void
}

export interface EventPage {
  events: StoredEvent[]
  nextMarker: string | undefined
}

type Action = 'approve' | 'reject' | 'reset'
const STATE_OF: Record<Action, ReviewState> = { approve: 'approved', reject: 'rejected', reset: 'unreviewed' }

/** Newest first. */
export async function listEvents(
  { events }: Pick<EventDeps, 'events'>,
  { projectId }: Caller,
  search: EventSearch,
  { limit, marker }: EventPageQuery,
): Promise<EventPage> {
  // One more than asked tells whether there is a next page.
  const found = await events.search(
    projectId,
    search,
    limit + 1,
    marker === undefined ? undefined : toMarker(marker),
  )
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    events: page,
    nextMarker: found.length > limit && last ? `${last.at}-${last.number}` : undefined,
  }
}

export const toSearch = (query: EventFilterQuery): EventSearch => ({
  from: query.from,
  until: query.until,
  eventTypes: query.event_type?.map(Number),
  sourceId: query.video_source_id,
  sourceName: query.video_source_name,
  jobId: query.task_id,
  serviceName: query.service_name,
  state: query.state,
  isMain: query.is_main,
  text: query.text,
})

/** @throws ApiError VIAS.00010002 */
export async function findEvent(
  { events }: Pick<EventDeps, 'events'>,
  { projectId }: Caller,
  messageId: string,
): Promise<StoredEvent> {
  return (await events.find(projectId, messageId)) ?? noEvent(messageId)
}

/**
 * JPEG bytes; undefined when the event has no picture.
 * @throws ApiError VIAS.00010002
 */
export async function eventPicture(
  deps: EventDeps,
  caller: Caller,
  messageId: string,
): Promise<Uint8Array | undefined> {
  const { pictureName } = await findEvent(deps, caller, messageId)
  return pictureName === undefined ? undefined : deps.blobs.get(pictureName)
}

/** One answer per id, in order: what one of them is not does not keep the others. */
export async function reviewEvents(
  deps: EventDeps,
  { projectId, userName }: Caller,
  messageIds: string[],
  { action, note = '' }: { action: Action; note?: string | undefined },
): Promise<Reviewed[]> {
  const review = { state: STATE_OF[action], by: userName, at: deps.clock.now(), note }
  const reviewed = await deps.events.review(projectId, messageIds, review)
  // What was approved leaves at once.
  if (reviewed.some((one) => one.kind === 'done' && one.event.state === 'approved')) deps.wakeDeliveries()
  return reviewed
}

/** Why the event is not as the review wanted it; undefined when it is. */
export function reviewRefusal(reviewed: Reviewed): ApiError | undefined {
  if (reviewed.kind === 'done') return undefined
  if (reviewed.kind === 'missing') return missing(reviewed.messageId)
  const { state, reviewedBy } = reviewed.event
  return new ApiError(
    'VIAS.00010012',
    `message_id: ${reviewed.messageId} was ${state} by ${reviewedBy} before; reset the review first`,
  )
}

/**
 * With its sub-events.
 * @throws ApiError VIAS.00010002
 */
export async function deleteEvent(deps: EventDeps, { projectId }: Caller, messageId: string): Promise<void> {
  const removed = await deps.events.remove(projectId, [messageId])
  if (removed.length === 0) noEvent(messageId)
}

function toMarker(text: string): EventMarker {
  const [at, number] = text.split('-').map(Number)
  return { at: at!, number: number! }
}

const missing = (messageId: string): ApiError =>
  new ApiError('VIAS.00010002', `message_id: there is no event ${messageId} in this project`)

function noEvent(messageId: string): never {
  throw missing(messageId)
}
