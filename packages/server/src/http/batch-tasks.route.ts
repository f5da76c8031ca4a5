/** Batches: create, list, update, start, stop, delete (platform-api section 1, rows 10 to 14). */
import {
  BatchActionPath,
  BatchList,
  BatchListQuery,
  BatchPath,
  BatchResult,
  CreateBatchTask,
  ProjectPath,
  UpdateBatchTask,
} from '@vigia/contract'
import type { FastifyRequest } from 'fastify'
import { createBatch, deleteBatch, listBatches, startOrStopBatch, updateBatch } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import type { Asked } from './job-log.js'
import { answers } from './operation.js'
import { batchList } from './present-batch.js'

const BATCHES = '/v2/:project_id/batch-tasks'
const BATCH = `${BATCHES}/:id`
const tags = ['batches']
/** 10,000 sources take some 600 kB; with a region each, many times as much. That of a signed request is published. */
const BATCH_BODY_LIMIT = 12 * 1_048_576

export function batchRoutes(app: App, deps: RouteDeps): void {
  app.post(
    BATCHES,
    {
      bodyLimit: BATCH_BODY_LIMIT,
      schema: {
        tags,
        operationId: 'createBatchTask',
        summary: 'Create a batch of jobs',
        params: ProjectPath,
        body: CreateBatchTask,
        response: answers(BatchResult),
      },
    },
    async (request) => asked(request, 'create', await createBatch(deps, callerOf(request), request.body)),
  )

  app.get(
    BATCHES,
    {
      schema: {
        tags,
        operationId: 'listBatchTasks',
        summary: 'List batches',
        params: ProjectPath,
        querystring: BatchListQuery,
        response: answers(BatchList),
      },
    },
    async (request) => batchList(await listBatches(deps, callerOf(request), request.query), deps),
  )

  app.put(
    BATCH,
    {
      bodyLimit: BATCH_BODY_LIMIT,
      schema: {
        tags,
        operationId: 'updateBatchTask',
        summary: 'Update a batch and its jobs',
        params: BatchPath,
        body: UpdateBatchTask,
        response: answers(BatchResult),
      },
    },
    async (request) =>
      asked(request, 'update', await updateBatch(deps, callerOf(request), request.params.id, request.body)),
  )

  app.delete(
    BATCH,
    {
      schema: {
        tags,
        operationId: 'deleteBatchTask',
        summary: 'Delete a batch and its jobs',
        params: BatchPath,
        response: answers(BatchResult),
      },
    },
    async (request) =>
      asked(request, 'delete', await deleteBatch(deps, callerOf(request), request.params.id)),
  )

  app.put(
    `${BATCH}/action/:command`,
    {
      schema: {
        tags,
        operationId: 'batchStartStopTask',
        summary: 'Start or stop all jobs of a batch',
        params: BatchActionPath,
        response: answers(BatchResult),
      },
    },
    async (request) => {
      const { id, command } = request.params
      return asked(request, command, await startOrStopBatch(deps, callerOf(request), id, command))
    },
  )
}

/** Says in the log what a user asked of a batch, once it was done. */
function asked(request: FastifyRequest, what: Asked, result: BatchResult): BatchResult {
  const { id: batch, succeed_count: done, failed_count: failed } = result
  request.log.info({ batch, user: request.signedIn?.user.name, done, failed }, `asked: ${what}`)
  return result
}
