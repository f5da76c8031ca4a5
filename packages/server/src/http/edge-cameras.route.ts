/** Edge cameras of a project. Vigia's own: with VIAS they are registered at the edge service. */
import {
  CreateEdgeCamera,
  EdgeCameraList,
  EdgeCameraPath,
  EdgeCamerasQuery,
  ProjectPath,
  ShownEdgeCamera,
  UpdateEdgeCamera,
} from '@vigia/contract'
import {
  createEdgeCamera,
  deleteEdgeCamera,
  findEdgeCamera,
  listEdgeCameras,
  updateEdgeCamera,
} from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers, done } from './operation.js'
import { presentCamera } from './present-camera.js'

const CAMERAS = '/v2/:project_id/edge-cameras'
const CAMERA = `${CAMERAS}/:camera_id`
const tags = ['edge cameras']

export function edgeCameraRoutes(app: App, deps: RouteDeps): void {
  app.post(
    CAMERAS,
    {
      schema: {
        tags,
        operationId: 'createEdgeCamera',
        summary: 'Register an edge camera',
        params: ProjectPath,
        body: CreateEdgeCamera,
        response: answers(ShownEdgeCamera),
      },
    },
    async (request) => presentCamera(await createEdgeCamera(deps, callerOf(request), request.body)),
  )

  app.get(
    CAMERAS,
    {
      schema: {
        tags,
        operationId: 'listEdgeCameras',
        summary: 'List edge cameras',
        params: ProjectPath,
        querystring: EdgeCamerasQuery,
        response: answers(EdgeCameraList),
      },
    },
    async (request) => {
      const { cameras, total } = await listEdgeCameras(deps, callerOf(request), request.query)
      const { page, page_size } = request.query
      return { count: cameras.length, total, edge_cameras: cameras.map(presentCamera), page, page_size }
    },
  )

  app.get(
    CAMERA,
    {
      schema: {
        tags,
        operationId: 'showEdgeCamera',
        summary: 'One edge camera',
        params: EdgeCameraPath,
        response: answers(ShownEdgeCamera),
      },
    },
    async (request) => presentCamera(await findEdgeCamera(deps, callerOf(request), request.params.camera_id)),
  )

  app.put(
    CAMERA,
    {
      schema: {
        tags,
        operationId: 'updateEdgeCamera',
        summary: 'Update an edge camera; jobs read the new address with their next run',
        params: EdgeCameraPath,
        body: UpdateEdgeCamera,
        response: answers(ShownEdgeCamera),
      },
    },
    async (request) => {
      const { camera_id: id } = request.params
      return presentCamera(await updateEdgeCamera(deps, callerOf(request), id, request.body))
    },
  )

  app.delete(
    CAMERA,
    {
      schema: {
        tags,
        operationId: 'deleteEdgeCamera',
        summary: 'Delete an edge camera that no job and no video source reads',
        params: EdgeCameraPath,
        response: done(),
      },
    },
    async (request, reply) => {
      await deleteEdgeCamera(deps, callerOf(request), request.params.camera_id)
      return reply.code(204).send(null)
    },
  )
}
