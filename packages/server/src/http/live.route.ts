/** Vigia's own: live pictures of video sources and jobs, and one picture of a source that is not registered yet. */
import {
  ApiError,
  LiveQuery,
  PreviewVideoSource,
  ProjectPath,
  TaskPath,
  VideoSourcePath,
} from '@vigia/contract'
import { isStarted } from '@vigia/core'
import { findJob, previewSource, viewSource } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { LiveStreams } from './live-stream.js'
import { LIVE_ANSWERS, PICTURE_ANSWERS } from './operation.js'
import { noPicture, sendLive } from './pictures.js'

const SOURCE = '/v2/:project_id/source/sources/:video_source_id'
const JOB = '/v2/:project_id/tasks/:task_id'
const tags = ['live view']

export function liveRoutes(app: App, deps: RouteDeps): void {
  const streams = new LiveStreams(app, deps)

  app.get(
    `${SOURCE}/picture`,
    {
      schema: {
        tags,
        operationId: 'showVideoSourcePicture',
        summary: 'Newest live picture of a video source; asking opens it for ten seconds',
        params: VideoSourcePath,
        response: PICTURE_ANSWERS,
      },
    },
    async (request, reply) => {
      const view = await viewSource(deps, callerOf(request), request.params.video_source_id)
      const { picture, status } = view.latest()
      return picture ? sendLive(reply, picture) : noPicture(reply, `picture: there is none yet: ${status}`)
    },
  )

  app.get(
    `${SOURCE}/live`,
    {
      exposeHeadRoute: false,
      schema: {
        tags,
        operationId: 'watchVideoSource',
        summary: 'Live pictures of a video source, three a second, as multipart/x-mixed-replace',
        params: VideoSourcePath,
        querystring: LiveQuery,
        response: LIVE_ANSWERS,
      },
    },
    async (request, reply) => {
      const view = await viewSource(deps, callerOf(request), request.params.video_source_id)
      // Refused here and now when no other source may be opened.
      view.latest()
      return streams.send(request, reply, request.query.seconds, {
        latest: () => latestOrNone(() => view.latest().picture),
        goesOn: () => view.goesOn(),
      })
    },
  )

  app.get(
    `${JOB}/live`,
    {
      // Its head alone would be asked for by taking pictures that nobody sees.
      exposeHeadRoute: false,
      schema: {
        tags,
        operationId: 'watchTask',
        summary: 'Live pictures of a job with regions and boxes, as multipart/x-mixed-replace',
        params: TaskPath,
        querystring: LiveQuery,
        response: LIVE_ANSWERS,
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { id } = await findJob(deps, caller, request.params.task_id)
      return streams.send(request, reply, request.query.seconds, {
        latest: () => deps.previews.latest(id),
        goesOn: async () => {
          const job = await deps.jobs.find(id)
          return job?.projectId === caller.projectId && isStarted(job.desired)
        },
      })
    },
  )

  app.post(
    '/v2/:project_id/source/preview',
    {
      schema: {
        tags,
        operationId: 'previewVideoSource',
        summary: 'One picture of a source before it is registered, or the reason why there is none',
        params: ProjectPath,
        body: PreviewVideoSource,
        response: PICTURE_ANSWERS,
      },
    },
    async (request, reply) => sendLive(reply, await previewSource(deps, callerOf(request), request.body)),
  )
}

/** The view has lapsed while a slow viewer took a picture, and its place is taken: it waits for another. */
function latestOrNone<T>(ask: () => T | undefined): T | undefined {
  try {
    return ask()
  } catch (error) {
    if (error instanceof ApiError) return undefined
    throw error
  }
}
