/** Sign-in: `POST /v3/auth/tokens` and its siblings, as Keystone clients call them. */
import { AuthQuery, AuthRequest, IdentityVersion, TokenAnswer } from '@vigia/contract'
import type { User } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { passwordMatches, SignInLimit } from '../identity/index.js'
import { signedInBy } from './authenticate.js'
import { type App, originOf, type RouteDeps } from './deps.js'
import { KeystoneError } from './keystone-error.js'
import { refusals } from './operation.js'
import { scopedProject } from './scope.js'
import { describeToken } from './token-answer.js'

const tags = ['sign-in']
/** These need no token of the caller. */
const security: [] = []
/** The published message; one text for an unknown user and a wrong password. */
const WRONG = 'The username or password is wrong.'

type GivenUser = AuthRequest['auth']['identity']['password']['user']

export function tokenRoutes(app: App, deps: RouteDeps): void {
  const limit = new SignInLimit(deps.clock)

  app.get(
    '/v3',
    {
      schema: {
        tags,
        security,
        operationId: 'showIdentityVersion',
        summary: 'Identity API version',
        response: { 200: IdentityVersion },
      },
    },
    async (request) => ({
      version: {
        id: 'v3.14',
        status: 'stable',
        updated: '2020-04-07T00:00:00Z',
        links: [{ rel: 'self', href: `${originOf(request)}/v3/` }],
        'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
      },
    }),
  )

  app.post(
    '/v3/auth/tokens',
    {
      schema: {
        tags,
        security,
        operationId: 'createToken',
        summary: 'Get a token; it is in the X-Subject-Token header of the answer',
        querystring: AuthQuery,
        body: AuthRequest,
        response: { 201: TokenAnswer, ...refusals(400, 401, 429) },
      },
    },
    async (request, reply) => {
      const { identity, scope } = request.body.auth
      const user = await signIn(deps, limit, request.ip, identity.password.user)
      const project = await scopedProject(deps, user, scope)
      const { token, row } = await deps.tokens.issue(user, project)
      void reply.code(201).header('x-subject-token', token).header('cache-control', 'no-store')
      const withCatalog = request.query.nocatalog === undefined
      return describeToken({ row, user, project }, withCatalog ? originOf(request) : undefined)
    },
  )

  app.get(
    '/v3/auth/tokens',
    {
      schema: {
        tags,
        operationId: 'showToken',
        summary: 'Look at the token in the X-Subject-Token header',
        querystring: AuthQuery,
        response: { 200: TokenAnswer, ...refusals(400, 401, 404) },
      },
    },
    async (request, reply) => {
      await signedInBy(deps.tokens, request)
      const subject = subjectOf(request)
      const found = await deps.tokens.check(subject)
      if (!found) throw new KeystoneError(404, 'X-Subject-Token is invalid in the request')
      void reply.header('x-subject-token', subject)
      const withCatalog = request.query.nocatalog === undefined
      return describeToken(found, withCatalog ? originOf(request) : undefined)
    },
  )

  app.delete(
    '/v3/auth/tokens',
    {
      schema: {
        tags,
        operationId: 'deleteToken',
        summary: 'Revoke the token in the X-Subject-Token header',
        response: { 204: Type.Null({ description: 'Done' }), ...refusals(400, 401) },
      },
    },
    async (request, reply) => {
      await signedInBy(deps.tokens, request)
      await deps.tokens.revoke(subjectOf(request))
      return reply.code(204).send(null)
    },
  )
}

/** @throws KeystoneError 401 for a wrong name or password, 429 after too many of them */
async function signIn(deps: RouteDeps, limit: SignInLimit, ip: string, given: GivenUser): Promise<User> {
  const { name, password, domain } = given
  if (domain.id === undefined && domain.name === undefined) {
    throw new KeystoneError(400, 'auth.identity.password.user.domain: name or id is required')
  }
  const key = JSON.stringify([ip, domain.id, domain.name, name])
  return limit.inTurn(key, async () => {
    const wait = Math.ceil(limit.waitMs(key) / 1000)
    if (wait > 0) throw new KeystoneError(429, `Too many wrong passwords; try again in ${wait} s.`, wait)
    const user = await deps.identity.userByName(name, domain)
    if (!(await passwordMatches(user?.passwordHash, password)) || !user) {
      limit.failed(key)
      throw new KeystoneError(401, WRONG)
    }
    limit.succeeded(key)
    return user
  })
}

function subjectOf(request: FastifyRequest): string {
  const subject = request.headers['x-subject-token']
  if (typeof subject === 'string' && subject !== '') return subject
  throw new KeystoneError(400, 'X-Subject-Token: the header is missing')
}
