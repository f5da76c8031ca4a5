/** Pushed streams: make, list, look at, give another key, delete. Vigia's own; VIAS names them only. */
import {
  CreatePushedStream,
  Empty,
  ProjectPath,
  PushedStreamList,
  PushedStreamPath,
  PushedStreamsQuery,
  ShownPushedStream,
} from '@vigia/contract'
import {
  createStream,
  deleteStream,
  listStreams,
  rotateStreamKey,
  type StreamView,
  showStream,
} from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'
import { presentStream } from './present-stream.js'

const STREAMS = '/v2/:project_id/vis/streams'
const STREAM = `${STREAMS}/:stream_name`
const tags = ['pushed streams']

export function pushedStreamRoutes(app: App, deps: RouteDeps): void {
  /** Where encoders find the server: as it was set, or else the way this request came. */
  const show = (view: StreamView, { hostname }: { hostname: string }, isMasked = false): ShownPushedStream =>
    presentStream(view, deps.pushAddress(hostname), isMasked)

  app.post(
    STREAMS,
    {
      schema: {
        tags,
        operationId: 'createPushedStream',
        summary: 'Create a stream to push to',
        params: ProjectPath,
        body: CreatePushedStream,
        response: answers(ShownPushedStream),
      },
    },
    async (request) => show(await createStream(deps, callerOf(request), request.body.stream_name), request),
  )

  app.get(
    STREAMS,
    {
      schema: {
        tags,
        operationId: 'listPushedStreams',
        summary: 'List pushed streams by name, their keys masked',
        params: ProjectPath,
        querystring: PushedStreamsQuery,
        response: answers(PushedStreamList),
      },
    },
    async (request) => {
      const { streams, total } = await listStreams(deps, callerOf(request), request.query)
      const shown = streams.map((view) => show(view, request, true))
      const { page, page_size } = request.query
      return { count: shown.length, total, streams: shown, page, page_size }
    },
  )

  app.get(
    STREAM,
    {
      schema: {
        tags,
        operationId: 'showPushedStream',
        summary: 'One pushed stream with its key, and who pushes it now',
        params: PushedStreamPath,
        response: answers(ShownPushedStream),
      },
    },
    async (request) => show(await showStream(deps, callerOf(request), request.params.stream_name), request),
  )

  app.post(
    `${STREAM}/rotate-key`,
    {
      schema: {
        tags,
        operationId: 'rotatePushedStreamKey',
        summary: 'Give a pushed stream another key; whoever pushes with the old one is cut off',
        params: PushedStreamPath,
        response: answers(ShownPushedStream),
      },
    },
    async (request) =>
      show(await rotateStreamKey(deps, callerOf(request), request.params.stream_name), request),
  )

  app.delete(
    STREAM,
    {
      schema: {
        tags,
        operationId: 'deletePushedStream',
        summary: 'Delete a pushed stream that no job reads; whoever pushes it is cut off',
        params: PushedStreamPath,
        response: answers(Empty),
      },
    },
    async (request) => {
      await deleteStream(deps, callerOf(request), request.params.stream_name)
      return {}
    },
  )
}
