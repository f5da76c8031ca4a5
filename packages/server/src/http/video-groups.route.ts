/** Groups of video sources: create, update, delete, details, list (platform-api section 1, rows 20 to 24). */
import {
  CreatedVideoGroup,
  CreateVideoGroup,
  ProjectPath,
  UpdateVideoGroup,
  VideoGroupDetails,
  VideoGroupId,
  VideoGroupList,
  VideoGroupPath,
  VideoGroupQuery,
} from '@vigia/contract'
import {
  createVideoGroup,
  deleteVideoGroup,
  listVideoGroups,
  showVideoGroup,
  updateVideoGroup,
} from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers, JSON_TYPE } from './operation.js'
import { presentGroup, presentGroups } from './present-video.js'

const GROUPS = '/v2/:project_id/video-group'
const GROUP = `${GROUPS}/:video_group_id`
const tags = ['video source groups']

export function videoGroupRoutes(app: App, deps: RouteDeps): void {
  app.post(
    GROUPS,
    {
      schema: {
        tags,
        operationId: 'createVideoGroup',
        summary: 'Create a group of video sources',
        params: ProjectPath,
        body: CreateVideoGroup,
        response: answers(CreatedVideoGroup),
      },
    },
    async (request) => ({ video_group_id: await createVideoGroup(deps, callerOf(request), request.body) }),
  )

  app.put(
    GROUP,
    {
      schema: {
        tags,
        operationId: 'updateVideoGroup',
        summary: 'Update a group of video sources',
        params: VideoGroupPath,
        body: UpdateVideoGroup,
        response: answers(VideoGroupId),
      },
    },
    async (request, reply) => {
      const { video_group_id: id } = request.params
      await updateVideoGroup(deps, callerOf(request), id, request.body)
      return reply.type(JSON_TYPE).send(JSON.stringify(id))
    },
  )

  app.delete(
    GROUP,
    {
      schema: {
        tags,
        operationId: 'deleteVideoGroup',
        summary: 'Delete a group that no batch job names; its sources stay',
        params: VideoGroupPath,
        response: answers(VideoGroupId),
      },
    },
    async (request, reply) => {
      const { video_group_id: id } = request.params
      await deleteVideoGroup(deps, callerOf(request), id)
      return reply.type(JSON_TYPE).send(JSON.stringify(id))
    },
  )

  app.get(
    GROUP,
    {
      schema: {
        tags,
        operationId: 'showVideoGroup',
        summary: 'Group details',
        params: VideoGroupPath,
        response: answers(VideoGroupDetails),
      },
    },
    async (request) =>
      presentGroup(await showVideoGroup(deps, callerOf(request), request.params.video_group_id)),
  )

  app.get(
    `${GROUPS}/groups`,
    {
      schema: {
        tags,
        operationId: 'listVideoGroups',
        summary: 'List groups of video sources',
        params: ProjectPath,
        querystring: VideoGroupQuery,
        response: answers(VideoGroupList),
      },
    },
    async (request) => presentGroups(await listVideoGroups(deps, callerOf(request), request.query)),
  )
}
