/** What a token stands for, and its end: `GET` and `DELETE /v3/auth/tokens`. */
import { AuthQuery, SubjectHeader, TokenAnswer } from '@vigia/contract'
import type { KnownToken } from '../identity/index.js'
import { type App, originOf, type RouteDeps } from './deps.js'
import { KeystoneError } from './keystone-error.js'
import { DONE, refusals } from './operation.js'
import { describeToken } from './token-answer.js'

const tags = ['sign-in']

export function tokenRoutes(app: App, deps: RouteDeps): void {
  app.get(
    '/v3/auth/tokens',
    {
      schema: {
        tags,
        operationId: 'showToken',
        summary: 'Look at the token in the X-Subject-Token header',
        querystring: AuthQuery,
        headers: SubjectHeader,
        response: { 200: TokenAnswer, ...refusals(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const subject = request.headers['x-subject-token']
      const found = await known(deps, subject)
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
        summary: 'Revoke the token in the X-Subject-Token header; from then on it is worth nothing',
        headers: SubjectHeader,
        response: { 204: DONE, ...refusals(400, 401, 404) },
      },
    },
    async (request, reply) => {
      const subject = request.headers['x-subject-token']
      await known(deps, subject)
      await deps.tokens.revoke(subject)
      return reply.code(204).send(null)
    },
  )
}

/** @throws KeystoneError 404 */
async function known({ tokens }: RouteDeps, subject: string): Promise<KnownToken> {
  const found = await tokens.check(subject)
  if (found) return found
  throw new KeystoneError(404, 'X-Subject-Token is invalid in the request')
}
