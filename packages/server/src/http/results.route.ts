/** Vigia's own reads beside a job: live picture, results with pictures, history, deliveries. */
import {
  MessagePath,
  ResultsQuery,
  TaskDeliveries,
  TaskHistory,
  TaskPath,
  type TaskResult,
  TaskResults,
} from '@vigia/contract'
import type { StoredResult } from '@vigia/core'
import { findJob, listResults, resultClip, resultPicture } from '../use-cases/index.js'
import { sendClip } from './clips.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers, CLIP_ANSWERS, PICTURE_ANSWERS } from './operation.js'
import { noPicture, sendJpeg, sendLive } from './pictures.js'

const JOB = '/v2/:project_id/tasks/:task_id'
const tags = ['results']

export function resultRoutes(app: App, deps: RouteDeps): void {
  app.get(
    `${JOB}/picture`,
    {
      schema: {
        tags,
        operationId: 'showTaskPicture',
        summary: 'Newest live picture, with regions and boxes drawn in',
        params: TaskPath,
        response: PICTURE_ANSWERS,
      },
    },
    async (request, reply) => {
      const job = await findJob(deps, callerOf(request), request.params.task_id)
      const preview = deps.previews.latest(job.id)
      if (!preview) return noPicture(reply, 'picture: there is none yet; ask again while the job is RUNNING')
      return sendLive(reply, preview)
    },
  )

  app.get(
    `${JOB}/results`,
    {
      schema: {
        tags,
        operationId: 'listTaskResults',
        summary: 'Latest results, newest first',
        params: TaskPath,
        querystring: ResultsQuery,
        response: answers(TaskResults),
      },
    },
    async (request) => {
      const rows = await listResults(deps, callerOf(request), request.params.task_id, request.query)
      return { count: rows.length, results: rows.map(toWire) }
    },
  )

  app.get(
    `${JOB}/results/:message_id/picture`,
    {
      schema: {
        tags,
        operationId: 'showTaskResultPicture',
        summary: 'Picture of a result',
        params: MessagePath,
        response: PICTURE_ANSWERS,
      },
    },
    async (request, reply) => {
      const { task_id, message_id } = request.params
      const picture = await resultPicture(deps, callerOf(request), task_id, message_id)
      if (!picture) return noPicture(reply, `message_id: this job has no picture for ${message_id}`)
      void reply.header('cache-control', 'private, max-age=86400, immutable')
      return sendJpeg(reply, picture)
    },
  )

  app.get(
    `${JOB}/results/:message_id/clip`,
    {
      schema: {
        tags,
        operationId: 'showTaskResultClip',
        summary: 'Clip of a result, whole or by ranges of bytes',
        params: MessagePath,
        response: CLIP_ANSWERS,
      },
    },
    async (request, reply) => {
      const { task_id, message_id } = request.params
      const clip = await resultClip(deps, callerOf(request), task_id, message_id)
      return sendClip(
        reply,
        deps.blobs,
        clip,
        request.headers.range,
        `this job has no clip for ${message_id}`,
      )
    },
  )

  app.get(
    `${JOB}/history`,
    {
      schema: {
        tags,
        operationId: 'listTaskHistory',
        summary: 'State changes, oldest first',
        params: TaskPath,
        response: answers(TaskHistory),
      },
    },
    async (request) => {
      const job = await findJob(deps, callerOf(request), request.params.task_id)
      const history = await deps.jobs.history(job.id)
      return { history: history.map((t) => ({ ...t, at: new Date(t.at).toISOString() })) }
    },
  )

  app.get(
    `${JOB}/deliveries`,
    {
      schema: {
        tags,
        operationId: 'showTaskDeliveries',
        summary: 'Number of deliveries by state',
        params: TaskPath,
        response: answers(TaskDeliveries),
      },
    },
    async (request) => {
      const job = await findJob(deps, callerOf(request), request.params.task_id)
      return deps.deliveries.counts(job.id)
    },
  )
}

function toWire(row: StoredResult): TaskResult {
  const {
    data,
    vigia,
    stream_id = '',
  } = row.envelope as Pick<TaskResult, 'data' | 'vigia'> & Partial<Pick<TaskResult, 'stream_id'>>
  return {
    message_id: row.messageId,
    event_type: row.eventType,
    at: new Date(row.at).toISOString(),
    stream_id,
    data,
    vigia,
    has_picture: row.hasPicture,
    has_clip: row.clipName !== undefined,
  }
}
