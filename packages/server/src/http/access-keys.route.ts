/** Access keys of oneself, and for operators those of their users, by the operations of IAM's OS-CREDENTIAL extension. */
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
import { MOST_KEYS } from '../identity/index.js'
import { keyInReach, oneselfOrInReach } from '../use-cases/operators/index.js'
import { type App, actorOf, callingUser, type RouteDeps } from './deps.js'
import { KeystoneError } from './keystone-error.js'
import { DONE, refusals } from './operation.js'
import { microseconds } from './token-answer.js'

const KEYS = '/v3.0/OS-CREDENTIAL/credentials'
const KEY = `${KEYS}/:access_key`
const tags = ['sign-in']

export function accessKeyRoutes(app: App, deps: RouteDeps): void {
  const { keys } = deps
  const inReach = (request: FastifyRequest, access: string): Promise<AccessKey> =>
    keyInReach(deps, actorOf(request), access)

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
      onlyOneself(request, user_id)
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
        summary: 'Access keys of oneself, or of a user of a domain that one administers, oldest first',
        querystring: AccessKeyQuery,
        response: { 200: AccessKeys, ...refusals(400, 401, 404) },
      },
    },
    async (request) => {
      const { user_id = callingUser(request).id } = request.query
      const owner = await oneselfOrInReach(deps, actorOf(request), user_id)
      return { credentials: (await keys.list(owner.id)).map(toWire) }
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
    async (request) => ({ credential: toWire(await inReach(request, request.params.access_key)) }),
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
      const { access } = await inReach(request, request.params.access_key)
      const { status, description } = request.body.credential
      await keys.change(access, {
        ...(status === undefined ? {} : { active: status === 'active' }),
        ...(description === undefined ? {} : { description }),
      })
      return { credential: toWire(await inReach(request, access)) }
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
        response: { 204: DONE, ...refusals(400, 401, 404) },
      },
    },
    async (request, reply) => {
      await keys.remove((await inReach(request, request.params.access_key)).access)
      return reply.code(204).send(null)
    },
  )
}

/** @throws KeystoneError 403 */
function onlyOneself(request: FastifyRequest, userId: string | undefined): void {
  if (userId === undefined || userId === callingUser(request).id) return
  throw new KeystoneError(
    403,
    'credential.user_id: is not your own id; a secret is for nobody but the one who makes it',
  )
}

const toWire = (key: AccessKey) => ({
  access: key.access,
  user_id: key.userId,
  status: key.active ? ('active' as const) : ('inactive' as const),
  description: key.description,
  create_time: microseconds(key.createdAt),
})
