/** The API reference: OpenAPI 3.1 from the routes, shown at `/docs`, served at `/openapi.json`. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { App } from './deps.js'

const INFO = {
  title: 'Vigia',
  version: '0.1.0',
  description:
    'Video analysis jobs. Sign in with POST /v3/auth/tokens, then send the token of its X-Subject-Token header as X-Auth-Token; or sign each request with an access key (SDK-HMAC-SHA256). The job operations are those of Huawei Cloud VIAS; the results operations are our own.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
}

const TAGS = [
  { name: 'sign-in', description: 'Tokens and access keys, as Keystone v3 and IAM have them' },
  { name: 'domains', description: 'Tenants, as Keystone v3 has them' },
  { name: 'projects', description: 'Projects, as Keystone v3 has them; their quotas, freeze and thaw' },
  { name: 'users', description: 'Users, as Keystone v3 has them' },
  { name: 'roles', description: 'Roles of users on domains and projects, as Keystone v3 has them' },
  { name: 'jobs v1', description: 'Jobs below /infer' },
  { name: 'jobs v2', description: 'Jobs' },
  { name: 'results', description: 'What a job sees and finds' },
  { name: 'objects', description: 'Videos that jobs read: the object store of a project and what is in it' },
  { name: 'data streams', description: 'Streams of records and their readers, as Huawei DIS has them' },
  { name: 'audit', description: 'Who changed what from where' },
]

/** Everything comes from this server: the page also works without the internet. */
const CONTENT_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

export async function installDocs(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: INFO,
      tags: TAGS,
      components: {
        securitySchemes: {
          token: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' },
          signature: {
            type: 'apiKey',
            in: 'header',
            name: 'Authorization',
            description: 'SDK-HMAC-SHA256 signature by an access key, as Huawei Cloud SDKs make it',
          },
        },
      },
      security: [{ token: [] }, { signature: [] }],
    },
    refResolver: { buildLocalReference: (json) => String(json.$id) },
    transform: ({ schema, url }) => ({
      schema: { ...schema, ...optionalDefaults(schema?.querystring) },
      url,
    }),
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: CONTENT_POLICY })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

/** The validator fills in defaults, so what has one is there for the code but need not be sent. */
function optionalDefaults(querystring: unknown): { querystring?: object } {
  if (!querystring) return {}
  const { properties = {}, required = [] } = querystring as {
    properties?: Record<string, { default?: unknown }>
    required?: string[]
  }
  return {
    querystring: {
      ...querystring,
      required: required.filter((name) => properties[name]?.default === undefined),
    },
  }
}
