/** Objects of a project: listed, uploaded as they come, deleted. */
import {
  ApiError,
  BucketPath,
  Empty,
  ObjectAnswer,
  ObjectList,
  ObjectQuery,
  ObjectsQuery,
} from '@vigia/contract'
import type { StoredObject } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import { listObjects, removeObject, Uploads } from '../use-cases/index.js'
import { arriving, takesLong } from './arriving.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'

const OBJECTS = '/v2/:project_id/buckets/:bucket/objects'
const tags = ['objects']

export function objectRoutes(app: App, deps: RouteDeps): void {
  app.get(
    OBJECTS,
    {
      schema: {
        tags,
        operationId: 'listObjects',
        summary: 'Objects of a bucket, in the order of their keys',
        params: BucketPath,
        querystring: ObjectsQuery,
        response: answers(ObjectList),
      },
    },
    async (request) => {
      const { bucket } = request.params
      const { objects, more } = await listObjects(deps, callerOf(request), bucket, request.query)
      return { count: objects.length, more, objects: objects.map((found) => toWire(bucket, found)) }
    },
  )

  app.delete(
    OBJECTS,
    {
      schema: {
        tags,
        operationId: 'deleteObject',
        summary: 'Delete an object; what is not there is gone already',
        params: BucketPath,
        querystring: ObjectQuery,
        response: answers(Empty),
      },
    },
    async (request) => {
      await removeObject(deps, callerOf(request), request.params.bucket, request.query.key)
      return {}
    },
  )

  void app.register(async (uploads) => uploadRoute(uploads as App, deps))
}

function uploadRoute(app: App, deps: RouteDeps): void {
  const uploads = new Uploads(deps)
  // The body stays where it is until the handler takes it, whatever its type.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _body, done) => done(null))
  app.put(
    OBJECTS,
    {
      schema: {
        tags,
        operationId: 'uploadObject',
        summary:
          'Upload an object of up to 4 GiB, which replaces the one that is there. Content-Length is required; signed requests send X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD',
        params: BucketPath,
        querystring: ObjectQuery,
        body: { content: { 'application/octet-stream': { schema: { description: 'The bytes' } } } },
        response: answers(ObjectAnswer),
      },
    },
    async (request) => {
      const { bucket } = request.params
      const size = sizeOf(request)
      const release = takesLong(request.raw)
      try {
        return toWire(
          bucket,
          await uploads.put(callerOf(request), bucket, request.query.key, arriving(request.raw), size),
        )
      } finally {
        release()
      }
    },
  )
}

/** @throws ApiError VIAS.00010004: without it nobody knows whether there is room */
function sizeOf({ headers }: FastifyRequest): number {
  if (headers['transfer-encoding'] === undefined) return Number(headers['content-length'] ?? 0)
  throw new ApiError(
    'VIAS.00010004',
    'Content-Length: is required; send the object with its length, not in chunks',
  )
}

const toWire = (bucket: string, { key, size, modifiedAt }: StoredObject): ObjectAnswer => ({
  bucket,
  key,
  size,
  modified_at: modifiedAt,
})
