/** The object store of a project. */
import { ChangeObjectStore, ObjectStoreAnswer, ProjectPath } from '@vigia/contract'
import { MASK, type S3Access } from '@vigia/core'
import { changeObjectStore } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'

const STORE = '/v2/:project_id/object-store'
const tags = ['objects']

export function objectStoreRoutes(app: App, deps: RouteDeps): void {
  app.get(
    STORE,
    {
      schema: {
        tags,
        operationId: 'showObjectStore',
        summary: 'Where the objects of the project are; secrets are masked',
        params: ProjectPath,
        response: answers(ObjectStoreAnswer),
      },
    },
    async (request) => toWire(await deps.objectStores.find(callerOf(request).projectId)),
  )

  app.put(
    STORE,
    {
      schema: {
        tags,
        operationId: 'changeObjectStore',
        summary: 'Keep the objects of the project in an S3-compatible store, which is asked first',
        params: ProjectPath,
        body: ChangeObjectStore,
        response: answers(ObjectStoreAnswer),
      },
    },
    async (request) => toWire(await changeObjectStore(deps, callerOf(request), request.body)),
  )

  app.delete(
    STORE,
    {
      schema: {
        tags,
        operationId: 'removeObjectStore',
        summary:
          'Go back to the buckets that this installation holds itself; the other store keeps its objects',
        params: ProjectPath,
        response: answers(ObjectStoreAnswer),
      },
    },
    async (request) => {
      await deps.objectStores.remove(callerOf(request).projectId)
      return toWire(undefined)
    },
  )
}

function toWire(access: S3Access | undefined): ObjectStoreAnswer {
  if (!access) return { type: 'folder' }
  return {
    type: 's3',
    endpoint: access.endpoint,
    region: access.region,
    access_key: access.accessKey,
    secret_key: MASK,
    ...(access.securityToken === undefined ? {} : { security_token: MASK }),
    addressing: access.addressing,
  }
}
