/** Signing in and out: a token for one project, in `X-Auth-Token` from then on. */
import type { Tour } from './tour.js'
import type { Token } from './wire.js'

interface Projects {
  projects: { id: string; name: string }[]
}

export async function signIn(tour: Tour): Promise<void> {
  const { user, password, domain, project } = tour.config
  tour.chapter('Sign in')
  const { body: identity } = await tour.ask<{ version: { id: string } }>('GET', '/v3', 200)
  tour.check(/^v3/.test(identity.version.id), `wanted version v3, got ${identity.version.id}`)
  tour.say(`identity API ${identity.version.id}; this call needs no token`)

  const { headers, body } = await tour.ask<Token>('POST', '/v3/auth/tokens', 201, {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: user, password, domain: { name: domain } } },
      },
      scope: { project: { name: project } },
    },
  })
  const token = headers.get('x-subject-token')
  const scope = body.token.project
  tour.check(!!token, 'the token should be in the header X-Subject-Token')
  tour.check(scope?.name === project, `wanted a token of project ${project}`)
  tour.token = token
  tour.projectId = scope.id
  tour.say(`a token of ${body.token.user.name} for project ${project}, good until ${body.token.expires_at}`)

  for (const path of ['/v3/projects', '/v3/auth/projects']) {
    const { projects } = (await tour.ask<Projects>('GET', path, 200)).body
    const found = projects.find(({ name }) => name === project)
    tour.check(found?.id === scope.id, `the list should name project ${project} with the id of the token`)
    tour.say(`${projects.length} project(s); ${project} has the id that stands in every path below`)
  }

  const subject = { 'x-subject-token': token }
  const { body: looked } = await tour.ask<Token>('GET', '/v3/auth/tokens', 200, undefined, subject)
  tour.check(looked.token.expires_at === body.token.expires_at, 'a token looked at should be as it was given')
  tour.say('the token is valid')
}

export async function signOut(tour: Tour): Promise<void> {
  tour.chapter('Sign out')
  await tour.ask('DELETE', '/v3/auth/tokens', 204, undefined, { 'x-subject-token': tour.token })
  tour.say('the token is revoked')
  const { body } = await tour.ask<{ error_code: string }>('GET', '/v2/{project_id}/tasks', 401)
  tour.check(/^(APIG|VIAS)\./.test(body.error_code), `401 with the code ${body.error_code}`)
  tour.say(`and opens nothing any more: ${body.error_code}`)
}
