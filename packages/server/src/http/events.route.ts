/** Events of the event centre. */
import {
  CentreEvent,
  DeletedEvents,
  DeleteEvents,
  EventDetails,
  EventList,
  EventPageQuery,
  EventPath,
  EventsQuery,
  ProjectPath,
  ReviewEvent,
  ReviewEvents,
  ReviewedEvents,
} from '@vigia/contract'
import {
  deleteEvent,
  eventPicture,
  findEvent,
  listEvents,
  reviewEvents,
  reviewRefusal,
  toSearch,
} from '../use-cases/index.js'
import { sendClip } from './clips.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers, CLIP_ANSWERS, done, PICTURE_ANSWERS } from './operation.js'
import { noPicture, sendJpeg } from './pictures.js'
import { presentEvent, presentEvents, presentReviews } from './present-event.js'

const EVENTS = '/v2/:project_id/events'
const EVENT = `${EVENTS}/:message_id`
const tags = ['event centre']

export function eventRoutes(app: App, deps: RouteDeps): void {
  app.get(
    EVENTS,
    {
      schema: {
        tags,
        operationId: 'listEvents',
        summary: 'List and search events, newest first',
        params: ProjectPath,
        querystring: EventsQuery,
        response: answers(EventList),
      },
    },
    async (request) =>
      presentEvents(await listEvents(deps, callerOf(request), toSearch(request.query), request.query)),
  )

  app.get(
    EVENT,
    {
      schema: {
        tags,
        operationId: 'showEvent',
        summary: 'One event with a page of its sub-events',
        params: EventPath,
        querystring: EventPageQuery,
        response: answers(EventDetails),
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const event = await findEvent(deps, caller, request.params.message_id)
      const below = await listEvents(deps, caller, { mainId: event.messageId }, request.query)
      return { ...presentEvent(event), sub_events: presentEvents(below) }
    },
  )

  app.get(
    `${EVENT}/picture`,
    {
      schema: {
        tags,
        operationId: 'showEventPicture',
        summary: 'Picture of an event',
        params: EventPath,
        response: PICTURE_ANSWERS,
      },
    },
    async (request, reply) => {
      const picture = await eventPicture(deps, callerOf(request), request.params.message_id)
      if (!picture) return noPicture(reply, 'message_id: this event has no picture')
      void reply.header('cache-control', 'private, max-age=86400, immutable')
      return sendJpeg(reply, picture)
    },
  )

  app.get(
    `${EVENT}/clip`,
    {
      schema: {
        tags,
        operationId: 'showEventClip',
        summary: 'Clip of an event, whole or by ranges of bytes',
        params: EventPath,
        response: CLIP_ANSWERS,
      },
    },
    async (request, reply) => {
      const { clipName } = await findEvent(deps, callerOf(request), request.params.message_id)
      return sendClip(reply, deps.blobs, clipName, request.headers.range, 'this event has no clip')
    },
  )

  app.put(
    `${EVENT}/review`,
    {
      schema: {
        tags,
        operationId: 'reviewEvent',
        summary: 'Approve or reject an event, or take its review back',
        params: EventPath,
        body: ReviewEvent,
        response: answers(CentreEvent),
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { message_id } = request.params
      const [reviewed] = await reviewEvents(deps, caller, [message_id], request.body)
      const refusal = reviewRefusal(reviewed!)
      if (refusal) throw refusal
      return presentEvent(await findEvent(deps, caller, message_id))
    },
  )

  app.post(
    `${EVENTS}/review`,
    {
      schema: {
        tags,
        operationId: 'reviewEvents',
        summary: 'Review many events; each is told by itself',
        params: ProjectPath,
        body: ReviewEvents,
        response: answers(ReviewedEvents),
      },
    },
    async (request) =>
      presentReviews(await reviewEvents(deps, callerOf(request), request.body.message_ids, request.body)),
  )

  app.delete(
    EVENT,
    {
      schema: {
        tags,
        operationId: 'deleteEvent',
        summary: 'Delete an event with its sub-events',
        params: EventPath,
        response: done(),
      },
    },
    async (request, reply) => {
      await deleteEvent(deps, callerOf(request), request.params.message_id)
      return reply.code(204).send(null)
    },
  )

  app.post(
    `${EVENTS}/delete`,
    {
      schema: {
        tags,
        operationId: 'deleteEvents',
        summary: 'Delete many events with their sub-events',
        params: ProjectPath,
        body: DeleteEvents,
        response: answers(DeletedEvents),
      },
    },
    async (request) => {
      const removed = await deps.events.remove(callerOf(request).projectId, request.body.message_ids)
      return { count: removed.length, message_ids: removed }
    },
  )
}
