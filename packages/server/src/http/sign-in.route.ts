/** Sign-in with a password: `POST /v3/auth/tokens`, the one call that needs no credentials but those in its body. */
import { AuthQuery, AuthRequest, TokenAnswer } from '@vigia/contract'
import type { User } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import { IdentityRefusal, isOn, limitKey, passwordMatches } from '../identity/index.js'
import { auditSignIn } from './audit.js'
import { type App, originOf, type RouteDeps } from './deps.js'
import { KeystoneError } from './keystone-error.js'
import { refusals } from './operation.js'
import { scopedProject } from './scope.js'
import { describeToken } from './token-answer.js'

/** One text for an unknown user and a wrong password. */
const WRONG = 'The username or password is wrong.'

type GivenUser = AuthRequest['auth']['identity']['password']['user']

export function signInRoutes(app: App, deps: RouteDeps): void {
  app.post(
    '/v3/auth/tokens',
    {
      schema: {
        tags: ['sign-in'],
        security: [],
        operationId: 'createToken',
        summary: 'Get a token; it is in the X-Subject-Token header of the answer',
        querystring: AuthQuery,
        body: AuthRequest,
        response: { 201: TokenAnswer, ...refusals(400, 401, 429) },
      },
    },
    async (request, reply) => {
      const { identity, scope } = request.body.auth
      const user = await signIn(deps, request, identity.password.user)
      const project = await scopedProject(deps, user, scope)
      const { token, row } = await deps.tokens.issue(user, project)
      const grants = await deps.identity.roles.ofUser(user.id)
      void reply.code(201).header('x-subject-token', token).header('cache-control', 'no-store')
      const withCatalog = request.query.nocatalog === undefined
      return describeToken({ row, user, grants, project }, withCatalog ? originOf(request) : undefined)
    },
  )
}

/** @throws IdentityRefusal 401 for a wrong name or password and a user who is switched off, 429 after too many tries */
async function signIn(deps: RouteDeps, request: FastifyRequest, given: GivenUser): Promise<User> {
  const { user, who } = await meantUser(deps, given)
  const isRight = async (): Promise<boolean> => {
    // Not before: tries that are not looked at must not fill the log.
    if (user) await auditSignIn(deps.auditLog, request, { user, project: undefined, byPassword: true })
    return passwordMatches(user?.passwordHash, given.password)
  }
  await deps.signInLimit.attempt(limitKey(request.ip, ...who), isRight, WRONG)
  if (user && isOn(user)) return user
  throw new IdentityRefusal('unauthorized', 'The user or its domain is switched off.')
}

/**
 * `who` is the same for all ways to name one user, so that tries by id and by name count together; it is made alike
 * for users that do not exist.
 * @throws KeystoneError 400 when nobody is named
 */
async function meantUser(
  { identity }: RouteDeps,
  { id, name, domain }: GivenUser,
): Promise<{ user: User | undefined; who: unknown[] }> {
  if (id !== undefined) {
    const user = await identity.userById(id)
    return { user, who: user ? [user.domainId, user.name] : [id] }
  }
  if (name === undefined) {
    throw new KeystoneError(400, 'auth.identity.password.user: id, or name with domain, is required')
  }
  if (domain?.id === undefined && domain?.name === undefined) {
    throw new KeystoneError(400, 'auth.identity.password.user.domain: name or id is required')
  }
  const there = await identity.domain(domain)
  const user = await identity.userByName(name, { id: there?.id ?? '' })
  return { user, who: [there?.id ?? domain, name] }
}
