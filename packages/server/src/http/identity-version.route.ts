/** Discovery: what Keystone clients ask before they sign in, at `/v3` and at the bare address. */
import { IdentityVersion } from '@vigia/contract'
import type { FastifyRequest } from 'fastify'
import { type App, originOf } from './deps.js'
import { refusals } from './operation.js'

/** The console's page is at `/` too; browsers ask for text/html, keystoneauth for JSON alone. */
export function discoverAtRoot(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    const { accept = '' } = request.headers
    if (request.method !== 'GET' || request.url !== '/') return
    if (!accept.includes('application/json') || accept.includes('text/html')) return
    return reply.code(300).send({ versions: { values: [version(request)] } })
  })
}

export function identityVersionRoutes(app: App): void {
  app.get(
    '/v3',
    {
      schema: {
        tags: ['sign-in'],
        security: [],
        operationId: 'showIdentityVersion',
        summary: 'Identity API version',
        response: { 200: IdentityVersion, ...refusals(400) },
      },
    },
    async (request) => ({ version: version(request) }),
  )
}

const version = (request: FastifyRequest) => ({
  id: 'v3.14',
  status: 'stable',
  updated: '2020-04-07T00:00:00Z',
  links: [{ rel: 'self', href: `${originOf(request)}/v3/` }],
  'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
})
