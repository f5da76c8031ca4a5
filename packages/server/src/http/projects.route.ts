/** Projects: looked up by clients that know only keys or a name, made by an operator. */
import { CreateProject, ProjectAnswer, ProjectList, ProjectQuery } from '@vigia/contract'
import { NameTaken, type Project } from '@vigia/core'
import { signedInBy } from './authenticate.js'
import { type App, originOf, type RouteDeps } from './deps.js'
import { KeystoneError } from './keystone-error.js'
import { refusals } from './operation.js'

const tags = ['sign-in']
const LISTS = [
  { path: '/v3/projects', operationId: 'listProjects', summary: 'Projects' },
  {
    path: '/v3/auth/projects',
    operationId: 'listAuthProjects',
    summary: 'Projects a token may be asked for',
  },
] as const

export function projectRoutes(app: App, deps: RouteDeps): void {
  for (const { path, operationId, summary } of LISTS) {
    app.get(
      path,
      {
        schema: {
          tags,
          operationId,
          summary,
          querystring: ProjectQuery,
          response: { 200: ProjectList, ...refusals(400, 401) },
        },
      },
      async (request) => {
        const { user } = await signedInBy(deps.tokens, request)
        const { name, domain_id, parent_id, enabled, is_domain, page, per_page } = request.query
        const matching = (await deps.identity.projects(user.domainId)).filter(
          (p) =>
            (name === undefined || p.name === name) &&
            (domain_id === undefined || p.domainId === domain_id) &&
            (parent_id === undefined || p.domainId === parent_id) &&
            (enabled === undefined || p.enabled === enabled) &&
            is_domain !== true,
        )
        const origin = originOf(request)
        return {
          links: { self: `${origin}${path}`, next: null, previous: null },
          projects: matching.slice((page - 1) * per_page, page * per_page).map((p) => toWire(p, origin)),
        }
      },
    )
  }

  app.post(
    '/v3/projects',
    {
      schema: {
        tags,
        operationId: 'createProject',
        summary: 'Make a project in the own domain',
        body: CreateProject,
        response: { 201: ProjectAnswer, ...refusals(400, 401, 409) },
      },
    },
    async (request, reply) => {
      const { user } = await signedInBy(deps.tokens, request)
      const { name, description = '', domain_id = user.domainId } = request.body.project
      if (domain_id !== user.domainId) {
        throw new KeystoneError(400, 'project.domain_id: must be the domain of the user; leave it out')
      }
      const { domainId, domainName } = user
      const project = { id: deps.ids.hex32(), name, description, domainId, domainName, enabled: true }
      try {
        await deps.identity.createProject(project)
      } catch (error) {
        if (!(error instanceof NameTaken)) throw error
        throw new KeystoneError(409, `project.name: there is a project ${name} already; choose another name`)
      }
      void reply.code(201)
      return { project: toWire(project, originOf(request)) }
    },
  )
}

function toWire(p: Project, origin: string) {
  return {
    id: p.id,
    name: p.name,
    description: p.description,
    domain_id: p.domainId,
    parent_id: p.domainId,
    enabled: p.enabled,
    is_domain: false,
    links: { self: `${origin}/v3/projects/${p.id}` },
  }
}
