/** Access keys of oneself, by the operations of IAM's OS-CREDENTIAL extension. */
import {
  AccessKeyAnswer,
  AccessKeyPath,
  AccessKeyQuery,
  AccessKeys,
  CreateAccessKey,
  NewAccessKeyAnswer,
  UpdateAccessKey,
} from '@vigia/contract'
import type { AccessKey } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { MOST_KEYS } from '../identity/index.js'
import { type App, callingUser, type RouteDeps } from './deps.js'
import { KeystoneError } from './keystone-error.js'
import { refusals } from './operation.js'
import { microseconds } from './token-answer.js'

const KEYS = '/v3.0/OS-CREDENTIAL/credentials'
const KEY = `${KEYS}/:access_key`
const tags = ['sign-in']

export function accessKeyRoutes(app: App, { keys }: RouteDeps): void {
  /** @throws KeystoneError 404, alike for a key of somebody else and for none */
  const own = async (request: FastifyRequest, access: string): Promise<AccessKey> => {
    const key = await keys.own(callingUser(request), access)
    if (key) return key
    throw new KeystoneError(404, `access_key: you have no access key ${access}`)
  }

  app.post(
    KEYS,
    {
      schema: {
        tags,
        operationId: 'createAccessKey',
        summary: 'Make an access key; its secret is shown here and nowhere else',
        body: CreateAccessKey,
        response: { 201: NewAccessKeyAnswer, ...refusals(400, 401, 403) },
      },
    },
    async (request, reply) => {
      const { user_id, description = '' } = request.body.credential
      const user = callingUser(request)
      onlyOneself(request, 'credential.user_id', user_id)
      const key = await keys.create(user, description)
      if (!key) {
        throw new KeystoneError(
          400,
          `credential: you have ${MOST_KEYS} access keys already, the most there may be; delete one first`,
        )
      }
      void reply.code(201).header('cache-control', 'no-store')
      return { credential: { ...toWire(key), secret: key.secret } }
    },
  )

  app.get(
    KEYS,
    {
      schema: {
        tags,
        operationId: 'listAccessKeys',
        summary: 'Access keys of oneself, oldest first',
        querystring: AccessKeyQuery,
        response: { 200: AccessKeys, ...refusals(400, 401, 403) },
      },
    },
    async (request) => {
      onlyOneself(request, 'user_id', request.query.user_id)
      return { credentials: (await keys.list(callingUser(request))).map(toWire) }
    },
  )

  app.get(
    KEY,
    {
      schema: {
        tags,
        operationId: 'showAccessKey',
        summary: 'One access key',
        params: AccessKeyPath,
        response: { 200: AccessKeyAnswer, ...refusals(400, 401, 404) },
      },
    },
    async (request) => ({ credential: toWire(await own(request, request.params.access_key)) }),
  )

  app.put(
    KEY,
    {
      schema: {
        tags,
        operationId: 'updateAccessKey',
        summary: 'Switch an access key off or on, or describe it',
        params: AccessKeyPath,
        body: UpdateAccessKey,
        response: { 200: AccessKeyAnswer, ...refusals(400, 401, 404) },
      },
    },
    async (request) => {
      const { access } = await own(request, request.params.access_key)
      const { status, description } = request.body.credential
      await keys.change(access, {
        ...(status === undefined ? {} : { active: status === 'active' }),
        ...(description === undefined ? {} : { description }),
      })
      return { credential: toWire(await own(request, access)) }
    },
  )

  app.delete(
    KEY,
    {
      schema: {
        tags,
        operationId: 'deleteAccessKey',
        summary: 'Delete an access key; what it signs is refused from then on',
        params: AccessKeyPath,
        response: { 204: Type.Null({ description: 'Done' }), ...refusals(400, 401, 404) },
      },
    },
    async (request, reply) => {
      await keys.remove((await own(request, request.params.access_key)).access)
      return reply.code(204).send(null)
    },
  )
}

/** @throws KeystoneError 403 */
function onlyOneself(request: FastifyRequest, field: string, userId: string | undefined): void {
  if (userId === undefined || userId === callingUser(request).id) return
  throw new KeystoneError(403, `${field}: is not your own id; access keys are everybody's own matter`)
}

const toWire = (key: AccessKey) => ({
  access: key.access,
  user_id: key.userId,
  status: key.active ? ('active' as const) : ('inactive' as const),
  description: key.description,
  create_time: microseconds(key.createdAt),
})
