/** Vigia's own: events as they come, and exports of them. */
import { Readable } from 'node:stream'
import { EventExportQuery, EventFeedQuery, ProjectPath } from '@vigia/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { exportEvents, invalid, toSearch } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { EventStreams, FEED_TYPE } from './event-stream.js'
import { EXPORT_ANSWERS, FEED_ANSWERS } from './operation.js'
import { presentEvent } from './present-event.js'

const EVENTS = '/v2/:project_id/events'
const tags = ['event centre']
const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const

export function eventFeedRoutes(app: App, deps: RouteDeps): void {
  const streams = new EventStreams(app, deps)

  app.get(
    `${EVENTS}/live`,
    {
      // Its head alone would be a feed that nobody reads.
      exposeHeadRoute: false,
      schema: {
        tags,
        operationId: 'watchEvents',
        summary: `New and changed events as they come, as ${FEED_TYPE}`,
        params: ProjectPath,
        querystring: EventFeedQuery,
        response: FEED_ANSWERS,
      },
    },
    async (request, reply) => {
      const { last_event_id, seconds, ...filters } = request.query
      return streams.send(
        request as unknown as FastifyRequest,
        reply as unknown as FastifyReply,
        callerOf(request).projectId,
        { match: toSearch(filters), after: lastId(request.headers['last-event-id'], last_event_id), seconds },
      ) as never
    },
  )

  app.get(
    `${EVENTS}/export`,
    {
      exposeHeadRoute: false,
      schema: {
        tags,
        operationId: 'exportEvents',
        summary: 'Events as CSV, or as one JSON object a line, newest first',
        params: ProjectPath,
        querystring: EventExportQuery,
        response: EXPORT_ANSWERS,
      },
    },
    async (request, reply) => {
      const { format } = request.query
      const pieces = exportEvents(deps, callerOf(request), request.query, presentEvent)
      void (reply as unknown as FastifyReply)
        .header('content-type', TYPES[format])
        .header('content-disposition', `attachment; filename="events.${format}"`)
        .header('cache-control', 'private, no-store')
      return reply.send(Readable.from(pieces, { objectMode: false, highWaterMark: 1 }) as never)
    },
  )
}

/** Browsers send the header when they connect again, with the address that they began with. */
function lastId(header: unknown, query: string | undefined): number | undefined {
  if (header === undefined || header === '') return query === undefined ? undefined : Number(query)
  if (typeof header === 'string' && /^\d{1,15}$/.test(header)) return Number(header)
  throw invalid('Last-Event-ID: is no id of this feed; send the last one that came, or leave it out')
}
