/** Users: oneself, and for operators those of their domains. */
import {
  ChangePassword,
  ChangeUser,
  CreateUser,
  UserAnswer,
  type UserItem,
  UserList,
  UserPath,
  UserQuery,
} from '@vigia/contract'
import type { User } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import {
  changePassword,
  changeUser,
  createUser,
  deleteUser,
  oneselfOrInReach,
  usersInReach,
} from '../use-cases/operators/index.js'
import { type App, actorOf, originOf, type RouteDeps } from './deps.js'
import { DONE, refusals } from './operation.js'
import { pageLinks } from './page-links.js'

const tags = ['users']

export function userRoutes(app: App, deps: RouteDeps): void {
  app.get(
    '/v3/users',
    {
      schema: {
        tags,
        operationId: 'listUsers',
        summary: 'Users of the domains that one administers',
        querystring: UserQuery,
        response: { 200: UserList, ...refusals(400, 401, 403) },
      },
    },
    async (request) => {
      const { users, total } = await usersInReach(deps, actorOf(request), request.query)
      return {
        links: pageLinks(request, request.query, total),
        users: users.map((user) => describe(user, request)),
      }
    },
  )

  app.get(
    '/v3/users/:user_id',
    {
      schema: {
        tags,
        operationId: 'showUser',
        summary: 'Oneself, or a user of a domain that one administers',
        params: UserPath,
        response: { 200: UserAnswer, ...refusals(400, 401, 404) },
      },
    },
    async (request) => ({
      user: describe(await oneselfOrInReach(deps, actorOf(request), request.params.user_id), request),
    }),
  )

  app.post(
    '/v3/users',
    {
      schema: {
        tags,
        operationId: 'createUser',
        summary: 'Make a user; what he may do, roles say',
        body: CreateUser,
        response: { 201: UserAnswer, ...refusals(400, 401, 403, 409) },
      },
    },
    async (request, reply) => {
      const user = await createUser(deps, actorOf(request), request.body)
      void reply.code(201)
      return { user: describe(user, request) }
    },
  )

  app.patch(
    '/v3/users/:user_id',
    {
      schema: {
        tags,
        operationId: 'changeUser',
        summary: 'Rename or describe a user, switch him off or on, or give him another password',
        params: UserPath,
        body: ChangeUser,
        response: { 200: UserAnswer, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request) => ({
      user: describe(await changeUser(deps, actorOf(request), request.params.user_id, request.body), request),
    }),
  )

  app.post(
    '/v3/users/:user_id/password',
    {
      schema: {
        tags,
        operationId: 'changePassword',
        summary: 'Change the own password; all tokens of the user end',
        params: UserPath,
        body: ChangePassword,
        response: { 204: DONE, ...refusals(400, 401, 404, 429) },
      },
    },
    async (request, reply) => {
      await changePassword(deps, actorOf(request), request.ip, request.params.user_id, request.body)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/v3/users/:user_id',
    {
      schema: {
        tags,
        operationId: 'deleteUser',
        summary: 'Delete a user with roles, access keys and tokens',
        params: UserPath,
        response: { 204: DONE, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await deleteUser(deps, actorOf(request), request.params.user_id)
      return reply.code(204).send(null)
    },
  )
}

const describe = (user: User, request: FastifyRequest): UserItem => ({
  id: user.id,
  name: user.name,
  domain_id: user.domainId,
  description: user.description,
  enabled: user.enabled,
  password_expires_at: '',
  links: { self: `${originOf(request)}/v3/users/${user.id}` },
})
