/** The event centre: events, their reviews and their search. Vigia's own; VIAS has it on its console only. */
import { type Static, Type } from 'typebox'
import { multi, projectId, serviceName, taskId, videoSourceId } from './common.js'

const messageId = Type.String({
  pattern: '^[0-9A-F-]{36}$',
  description: 'Upper-case UUID of the result message that the event was made of',
})
const messageIds = Type.Array(messageId, { minItems: 1, maxItems: 1000, uniqueItems: true })
const state = Type.Enum(['unreviewed', 'approved', 'rejected'])
const eventType = Type.String({ pattern: '^[0-9]{1,15}$' })
const note = Type.Optional(
  Type.String({ maxLength: 1000, description: 'Why; shown with the event and searched' }),
)
const action = Type.Enum(['approve', 'reject', 'reset'], {
  description:
    'reset takes a review back; what was approved is not rejected, nor the other way round, before',
})
const time = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description }))

export const EventPath = Type.Object({ project_id: projectId, message_id: messageId })

const page = {
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 20 }),
  marker: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,16}-[0-9]{1,16}$', description: 'next_marker of the page before' }),
  ),
}
export const EventPageQuery = Type.Object(page)
export type EventPageQuery = Static<typeof EventPageQuery>

export const EventFilterQuery = Type.Object({
  from: time('Raised from this time on, milliseconds since 1970'),
  until: time('Raised before this time, milliseconds since 1970'),
  event_type: multi(eventType, 'Kinds'),
  video_source_id: Type.Optional(videoSourceId),
  video_source_name: Type.Optional(Type.String({ minLength: 1, maxLength: 1023 })),
  task_id: Type.Optional(taskId),
  service_name: Type.Optional(serviceName),
  state: Type.Optional(state),
  is_main: Type.Optional(
    Type.Boolean({ description: 'true: main events only; false: sub-events only; absent: both' }),
  ),
  text: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description:
        'Words, each the beginning of a word of job, service or source name, of a text in data, or of the note; the last recorded first',
    }),
  ),
})
export type EventFilterQuery = Static<typeof EventFilterQuery>
export const EventsQuery = Type.Object({ ...EventFilterQuery.properties, ...page })
export type EventsQuery = Static<typeof EventsQuery>

const at = (description: string) => Type.String({ description: `${description}; ISO 8601, milliseconds` })
export const CentreEvent = Type.Object({
  message_id: Type.String(),
  main_id: Type.Optional(Type.String({ description: 'Of a sub-event: message_id of its main event' })),
  event_type: Type.Integer(),
  task_id: Type.String(),
  task_name: Type.String(),
  service_name: Type.String(),
  video_source_id: Type.Optional(Type.String({ description: 'Absent unless the source is registered' })),
  video_source_name: Type.String(),
  at: at('When it was raised'),
  last_at: at('When the newest of the main event and its sub-events was raised'),
  count: Type.Integer({ description: 'Sub-events' }),
  state,
  reviewed_by: Type.Optional(Type.String()),
  reviewed_at: Type.Optional(Type.String()),
  note: Type.String(),
  passed: Type.Enum(
    ['sent', 'review', 'rejected', 'quiet_hours', 'cool_down', 'too_short', 'no_subscription'],
    { description: 'sent to subscriptions, or what keeps it back' },
  ),
  data: Type.Unknown({ description: 'As in the result message' }),
  vigia: Type.Optional(Type.Unknown({ description: 'As in the result message' })),
  has_picture: Type.Boolean(),
  has_clip: Type.Boolean(),
})
export type CentreEvent = Static<typeof CentreEvent>

const list = {
  count: Type.Integer({ description: 'Events on this page' }),
  events: Type.Array(CentreEvent),
  next_marker: Type.Optional(Type.String({ description: 'Absent on the last page' })),
}
export const EventList = Type.Object(list, { description: 'Newest first' })
export type EventList = Static<typeof EventList>
export const EventDetails = Type.Object({
  ...CentreEvent.properties,
  sub_events: Type.Object(list, { description: 'Newest first' }),
})
export type EventDetails = Static<typeof EventDetails>

export const ReviewEvent = Type.Object({ action, note })
export type ReviewEvent = Static<typeof ReviewEvent>
export const ReviewEvents = Type.Object({ message_ids: messageIds, action, note })
export type ReviewEvents = Static<typeof ReviewEvents>
export const ReviewedEvents = Type.Object({
  count: Type.Integer({ description: 'Events that are now as asked' }),
  events: Type.Array(
    Type.Object({
      message_id: Type.String(),
      state: Type.Optional(state),
      error_code: Type.Optional(Type.String()),
      error_msg: Type.Optional(Type.String()),
      detail: Type.Optional(Type.String({ description: 'Why it was not reviewed' })),
    }),
    { description: 'One for each id, in the order given' },
  ),
})
export type ReviewedEvents = Static<typeof ReviewedEvents>

export const DeleteEvents = Type.Object({ message_ids: messageIds })
export type DeleteEvents = Static<typeof DeleteEvents>
export const DeletedEvents = Type.Object({
  count: Type.Integer(),
  message_ids: Type.Array(Type.String(), { description: 'Those that were there' }),
})
export type DeletedEvents = Static<typeof DeletedEvents>
