/** Projects: looked up by clients that know only keys or a name, made and switched off by an operator. */
import {
  ChangeProject,
  CreateProject,
  OneProjectPath,
  ProjectAnswer,
  ProjectList,
  ProjectQuery,
} from '@vigia/contract'
import { NameTaken, type Project, type User } from '@vigia/core'
import { type App, callingUser, originOf, type RouteDeps } from './deps.js'
import { KeystoneError } from './keystone-error.js'
import { refusals } from './operation.js'
import { describePage, describeProject } from './project-answer.js'

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
        const projects = await deps.identity.projects(callingUser(request).domainId)
        return describePage(request, projects, request.query)
      },
    )
  }

  app.get(
    '/v3/projects/:id',
    {
      schema: {
        tags,
        operationId: 'showProject',
        summary: 'One project',
        params: OneProjectPath,
        response: { 200: ProjectAnswer, ...refusals(400, 401, 404) },
      },
    },
    async (request) => ({
      project: describeProject(await own(deps, callingUser(request), request.params.id), originOf(request)),
    }),
  )

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
      const { domainId, domainName } = callingUser(request)
      const { name, description = '', domain_id = domainId } = request.body.project
      if (domain_id !== domainId) {
        throw new KeystoneError(400, 'project.domain_id: must be the domain of the user; leave it out')
      }
      const project = { id: deps.ids.hex32(), name, description, domainId, domainName, enabled: true }
      await naming(name, () => deps.identity.createProject(project))
      void reply.code(201)
      return { project: describeProject(project, originOf(request)) }
    },
  )

  app.patch(
    '/v3/projects/:id',
    {
      schema: {
        tags,
        operationId: 'changeProject',
        summary: 'Rename or describe a project, or switch it off or on; its jobs go on',
        params: OneProjectPath,
        body: ChangeProject,
        response: { 200: ProjectAnswer, ...refusals(400, 401, 404, 409) },
      },
    },
    async (request) => {
      const { id } = await own(deps, callingUser(request), request.params.id)
      const to = request.body.project
      await naming(to.name ?? id, () => deps.identity.changeProject(id, to))
      deps.tokens.forgetAll()
      deps.keys.forgetProject(id)
      return {
        project: describeProject(await own(deps, callingUser(request), id), originOf(request)),
      }
    },
  )
}

/** @throws KeystoneError 404, alike for a project of another domain and for none */
async function own({ identity }: RouteDeps, user: User, id: string): Promise<Project> {
  const project = await identity.project(id)
  if (project?.domainId === user.domainId) return project
  throw new KeystoneError(404, `project_id: there is no project ${id} in your domain`)
}

/** @throws KeystoneError 409 when the name is taken */
async function naming(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error
    throw new KeystoneError(409, `project.name: there is a project ${name} already; choose another name`)
  }
}
