/** Oneself and one's domain, as clients ask for them after sign-in. */
import { AuthDomains, UserAnswer, UserPath } from '@vigia/contract'
import { type App, callingUser, originOf } from './deps.js'
import { KeystoneError } from './keystone-error.js'
import { refusals } from './operation.js'

const tags = ['sign-in']

export function userRoutes(app: App): void {
  app.get(
    '/v3/users/:user_id',
    {
      schema: {
        tags,
        operationId: 'showUser',
        summary: 'Oneself',
        params: UserPath,
        response: { 200: UserAnswer, ...refusals(400, 401, 404) },
      },
    },
    async (request) => {
      const { id, name, domainId } = callingUser(request)
      // Others are not told from those who do not exist.
      if (request.params.user_id !== id) throw new KeystoneError(404, 'user_id: is not your own')
      const links = { self: `${originOf(request)}/v3/users/${id}` }
      return { user: { id, name, domain_id: domainId, enabled: true, password_expires_at: '', links } }
    },
  )

  app.get(
    '/v3/auth/domains',
    {
      schema: {
        tags,
        operationId: 'listAuthDomains',
        summary: 'Domains a token may be asked for: the own one',
        response: { 200: AuthDomains, ...refusals(400, 401) },
      },
    },
    async (request) => {
      const { domainId: id, domainName: name } = callingUser(request)
      const origin = originOf(request)
      const links = { self: `${origin}/v3/domains/${id}` }
      return {
        links: { self: `${origin}/v3/auth/domains`, next: null, previous: null },
        domains: [{ id, name, description: '', enabled: true, links }],
      }
    },
  )
}
