/** Data streams: make, list, look at, change, delete. The API of DIS (algorithms-io B.2). */
import {
  CreateDataStream,
  DataStreamChanged,
  DataStreamDetails,
  DataStreamList,
  DataStreamPath,
  DataStreamQuery,
  DataStreamsQuery,
  ProjectPath,
  UpdateDataStream,
} from '@vigia/contract'
import type { FastifyRequest } from 'fastify'
import {
  createDataStream,
  deleteDataStream,
  listDataStreams,
  showDataStream,
  updateDataStream,
} from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { presentDataStream, presentDataStreamDetails } from './present-data-stream.js'
import { NOTHING, streamAnswers, streamDone, streamMade, tags } from './stream-answers.js'

const STREAMS = '/v2/:project_id/streams'
const STREAM = `${STREAMS}/:stream_name`

export function dataStreamRoutes(app: App, deps: RouteDeps): void {
  app.post(
    STREAMS,
    {
      schema: {
        tags,
        operationId: 'createDataStream',
        summary: 'Create a data stream',
        params: ProjectPath,
        body: CreateDataStream,
        response: streamMade(),
      },
    },
    async (request, reply) => {
      await createDataStream(deps, callerOf(request), request.body)
      return reply.code(201).send(NOTHING)
    },
  )

  app.get(
    STREAMS,
    {
      schema: {
        tags,
        operationId: 'listDataStreams',
        summary: 'List data streams by name',
        params: ProjectPath,
        querystring: DataStreamsQuery,
        response: streamAnswers(DataStreamList),
      },
    },
    async (request): Promise<DataStreamList> => {
      const { streams, total, hasMore } = await listDataStreams(deps, callerOf(request), request.query)
      return {
        total_number: total,
        stream_names: streams.map(({ name }) => name),
        stream_info_list: streams.map(presentDataStream),
        has_more_streams: hasMore,
      }
    },
  )

  app.get(
    STREAM,
    {
      schema: {
        tags,
        operationId: 'showDataStream',
        summary: 'One data stream with its partitions',
        params: DataStreamPath,
        querystring: DataStreamQuery,
        response: streamAnswers(DataStreamDetails),
      },
    },
    async (request) =>
      presentDataStreamDetails(
        await showDataStream(deps, callerOf(request), request.params.stream_name),
        request.query,
      ),
  )

  app.delete(
    STREAM,
    {
      schema: {
        tags,
        operationId: 'deleteDataStream',
        summary:
          'Delete a data stream with its records; results of jobs wait until there is one of this name again',
        params: DataStreamPath,
        response: streamDone(),
      },
    },
    async (request, reply) => {
      await deleteDataStream(deps, callerOf(request), request.params.stream_name)
      return reply.code(204).send(null)
    },
  )

  const update = async (request: FastifyRequest): Promise<DataStreamChanged> => {
    const { stream_name: name } = request.params as { stream_name: string }
    const body = request.body as UpdateDataStream
    const { before, partitions } = await updateDataStream(deps, callerOf(request), name, body)
    return {
      stream_name: name,
      current_partition_count: before.partitions,
      target_partition_count: partitions,
    }
  }
  // DIS scales at the one address and changes the rest at the other; both do both here.
  for (const { path, operationId } of [
    { path: STREAM, operationId: 'updateDataStream' },
    { path: STREAM.replace('/v2/', '/v3/'), operationId: 'updateDataStreamV3' },
  ])
    app.put(
      path,
      {
        schema: {
          tags,
          operationId,
          summary: 'Give a data stream more or fewer partitions, or another retention',
          params: DataStreamPath,
          body: UpdateDataStream,
          response: streamAnswers(DataStreamChanged),
        },
      },
      update,
    )
}
