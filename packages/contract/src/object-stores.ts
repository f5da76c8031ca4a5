/** Where a project's objects are, and the objects themselves: operations of our own. */
import { type Static, Type } from 'typebox'
import { obsBucket, projectId } from './common.js'

const endpoint = Type.String({
  pattern: '^(https?://)?([A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+\\])(:[0-9]{1,5})?/?$',
  maxLength: 255,
  description: 'Address of the store; https:// is meant where no scheme is given',
})
const region = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })
/** What is masked comes back as it was shown. */
const secret = Type.String({ minLength: 1, maxLength: 4096 })
const accessKey = Type.String({ pattern: '^[!-~]{1,128}$' })
const addressing = Type.Enum(['path', 'virtual-host'], {
  description: 'Whether the bucket is a part of the path or of the host name',
})

export const ChangeObjectStore = Type.Object({
  endpoint,
  region: Type.Optional(region),
  access_key: accessKey,
  secret_key: secret,
  security_token: Type.Optional(secret),
  addressing: Type.Optional(addressing),
})
export type ChangeObjectStore = Static<typeof ChangeObjectStore>

export const ObjectStoreAnswer = Type.Object({
  type: Type.Enum(['folder', 's3'], {
    description: 'folder: the buckets that this installation holds itself; the other members belong to s3',
  }),
  endpoint: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  access_key: Type.Optional(Type.String()),
  secret_key: Type.Optional(Type.String({ description: 'Masked' })),
  security_token: Type.Optional(Type.String({ description: 'Masked; only of temporary keys' })),
  addressing: Type.Optional(addressing),
})
export type ObjectStoreAnswer = Static<typeof ObjectStoreAnswer>

/** Of objects, bytes: the longest key that S3 takes has as many. */
const key = Type.String({ minLength: 1, maxLength: 1024 })

export const BucketPath = Type.Object({ project_id: projectId, bucket: obsBucket })
export const ObjectQuery = Type.Object({ key })
export const ObjectsQuery = Type.Object({
  prefix: Type.Optional(Type.String({ maxLength: 1024, description: 'Only keys that begin with it' })),
  after: Type.Optional(Type.String({ maxLength: 1024, description: 'Only keys behind this one' })),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
})
export type ObjectsQuery = Static<typeof ObjectsQuery>

export const ObjectAnswer = Type.Object({
  bucket: Type.String(),
  key: Type.String(),
  size: Type.Integer({ description: 'Bytes' }),
  modified_at: Type.Integer({ description: 'Milliseconds since 1970, UTC' }),
})
export const ObjectList = Type.Object({
  count: Type.Integer(),
  more: Type.Boolean({ description: 'Whether there are objects behind the last one' }),
  objects: Type.Array(ObjectAnswer),
})
export type ObjectAnswer = Static<typeof ObjectAnswer>
export type ObjectList = Static<typeof ObjectList>
