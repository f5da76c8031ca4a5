/** Video sources: create, update, delete, details, list (platform-api section 1, rows 15 to 19). */
import {
  CreatedVideoSource,
  CreateVideoSource,
  ProjectPath,
  UpdateVideoSource,
  VideoSourceDeleted,
  VideoSourceDetails,
  VideoSourceList,
  VideoSourcePath,
  VideoSourceQuery,
} from '@vigia/contract'
import {
  createVideoSource,
  deleteVideoSource,
  listVideoSources,
  type SourceDetails,
  showVideoSource,
  updateVideoSource,
} from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'
import { presentSource, presentSources } from './present-video.js'

const SOURCE = '/v2/:project_id/source/:video_source_id'
const SOURCES = '/v2/:project_id/source/sources'
const tags = ['video sources']

export function videoSourceRoutes(app: App, deps: RouteDeps): void {
  app.post(
    '/v2/:project_id/source',
    {
      schema: {
        tags,
        operationId: 'createVideoSource',
        summary: 'Register a video source',
        params: ProjectPath,
        body: CreateVideoSource,
        response: answers(CreatedVideoSource),
      },
    },
    async (request) => ({ video_source_id: await createVideoSource(deps, callerOf(request), request.body) }),
  )

  app.put(
    SOURCE,
    {
      schema: {
        tags,
        operationId: 'updateVideoSource',
        summary: 'Update a video source; jobs read the new address with their next run',
        params: VideoSourcePath,
        body: UpdateVideoSource,
        response: answers(VideoSourceDetails),
      },
    },
    async (request) => {
      const { video_source_id: id } = request.params
      return withImage(await updateVideoSource(deps, callerOf(request), id, request.body))
    },
  )

  app.delete(
    SOURCE,
    {
      schema: {
        tags,
        operationId: 'deleteVideoSource',
        summary: 'Delete a video source that no job reads',
        params: VideoSourcePath,
        response: answers(VideoSourceDeleted),
      },
    },
    async (request) => {
      await deleteVideoSource(deps, callerOf(request), request.params.video_source_id)
      return true
    },
  )

  app.get(
    `${SOURCES}/:video_source_id`,
    {
      schema: {
        tags,
        operationId: 'showVideoSource',
        summary: 'Video source details',
        params: VideoSourcePath,
        response: answers(VideoSourceDetails),
      },
    },
    async (request) =>
      withImage(await showVideoSource(deps, callerOf(request), request.params.video_source_id)),
  )

  app.get(
    SOURCES,
    {
      schema: {
        tags,
        operationId: 'listVideoSources',
        summary: 'List video sources',
        params: ProjectPath,
        querystring: VideoSourceQuery,
        response: answers(VideoSourceList),
      },
    },
    async (request) => presentSources(await listVideoSources(deps, callerOf(request), request.query)),
  )

  const withImage = (details: SourceDetails): VideoSourceDetails => {
    const pictures = details.runningJobs.flatMap((jobId) => deps.previews.latest(jobId) ?? [])
    const newest = pictures.reduce<(typeof pictures)[number] | undefined>(
      (best, picture) => (best && best.at >= picture.at ? best : picture),
      undefined,
    )
    return presentSource(details, newest?.jpeg ?? details.picture)
  }
}
