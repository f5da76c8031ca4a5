/** Readers of data streams: apps and their checkpoints. The API of DIS (algorithms-io B.2). */
import {
  CreateStreamApp,
  ProjectPath,
  RemoveStreamCheckpointQuery,
  SaveStreamCheckpoint,
  StreamAppDetails,
  StreamAppList,
  StreamAppOnStreamPath,
  StreamAppPath,
  StreamAppProgress,
  StreamAppProgressQuery,
  StreamAppsQuery,
  StreamCheckpoint,
  StreamCheckpointQuery,
} from '@vigia/contract'
import type { StreamApp } from '@vigia/core'
import {
  createStreamApp,
  deleteStreamApp,
  listStreamApps,
  progressOf,
  removeCheckpoint,
  saveCheckpoint,
  showCheckpoint,
  showStreamApp,
} from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { NOTHING, streamAnswers, streamDone, streamMade, tags } from './stream-answers.js'

const APPS = '/v2/:project_id/apps'
const APP = `${APPS}/:app_name`
const CHECKPOINTS = '/v2/:project_id/checkpoints'

export function streamAppRoutes(app: App, deps: RouteDeps): void {
  app.post(
    APPS,
    {
      schema: {
        tags,
        operationId: 'createStreamApp',
        summary: 'Create an app, a reader of data streams',
        params: ProjectPath,
        body: CreateStreamApp,
        response: streamMade(),
      },
    },
    async (request, reply) => {
      await createStreamApp(deps, callerOf(request), request.body.app_name)
      return reply.code(201).send(NOTHING)
    },
  )

  app.get(
    APPS,
    {
      schema: {
        tags,
        operationId: 'listStreamApps',
        summary: 'List apps by name',
        params: ProjectPath,
        querystring: StreamAppsQuery,
        response: streamAnswers(StreamAppList),
      },
    },
    async (request): Promise<StreamAppList> => {
      const { apps, total, hasMore } = await listStreamApps(deps, callerOf(request), request.query)
      return { total_number: total, has_more_app: hasMore, apps: apps.map(toWire) }
    },
  )

  app.get(
    APP,
    {
      schema: {
        tags,
        operationId: 'showStreamApp',
        summary: 'One app, and where it has checkpoints',
        params: StreamAppPath,
        response: streamAnswers(StreamAppDetails),
      },
    },
    async (request): Promise<StreamAppDetails> => {
      const found = await showStreamApp(deps, callerOf(request), request.params.app_name)
      return { ...toWire(found.app), commit_checkpoint_stream_names: found.streams }
    },
  )

  app.delete(
    APP,
    {
      schema: {
        tags,
        operationId: 'deleteStreamApp',
        summary: 'Delete an app with its checkpoints',
        params: StreamAppPath,
        response: streamDone(),
      },
    },
    async (request, reply) => {
      await deleteStreamApp(deps, callerOf(request), request.params.app_name)
      return reply.code(204).send(null)
    },
  )

  app.get(
    `${APP}/streams/:stream_name`,
    {
      schema: {
        tags,
        operationId: 'showStreamAppProgress',
        summary: 'How far an app has come in each partition of a data stream',
        params: StreamAppOnStreamPath,
        querystring: StreamAppProgressQuery,
        response: streamAnswers(StreamAppProgress),
      },
    },
    (request) => {
      const { app_name, stream_name } = request.params
      return progressOf(deps, callerOf(request), app_name, stream_name, request.query)
    },
  )

  checkpointRoutes(app, deps)
}

function checkpointRoutes(app: App, deps: RouteDeps): void {
  app.post(
    CHECKPOINTS,
    {
      schema: {
        tags,
        operationId: 'saveStreamCheckpoint',
        summary: 'Note how far an app has read a partition',
        params: ProjectPath,
        body: SaveStreamCheckpoint,
        response: streamMade(),
      },
    },
    async (request, reply) => {
      await saveCheckpoint(deps, callerOf(request), request.body)
      return reply.code(201).send(NOTHING)
    },
  )

  app.get(
    CHECKPOINTS,
    {
      schema: {
        tags,
        operationId: 'showStreamCheckpoint',
        summary: 'How far an app has read a partition',
        params: ProjectPath,
        querystring: StreamCheckpointQuery,
        response: streamAnswers(StreamCheckpoint),
      },
    },
    (request) => showCheckpoint(deps, callerOf(request), request.query),
  )

  app.delete(
    CHECKPOINTS,
    {
      schema: {
        tags,
        operationId: 'deleteStreamCheckpoint',
        summary: 'Forget how far an app has read a partition, or all partitions',
        params: ProjectPath,
        querystring: RemoveStreamCheckpointQuery,
        response: streamDone(),
      },
    },
    async (request, reply) => {
      await removeCheckpoint(deps, callerOf(request), request.query)
      return reply.code(204).send(null)
    },
  )
}

const toWire = ({ id, name, createdAt }: StreamApp) => ({
  app_id: id,
  app_name: name,
  create_time: createdAt,
})
