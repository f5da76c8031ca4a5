/** Projects: looked up by clients that know only keys or a name, made, changed and deleted by operators. */
import {
  ChangeProject,
  CreateProject,
  OneProjectPath,
  ProjectAnswer,
  ProjectList,
  ProjectQuery,
} from '@vigia/contract'
import {
  changeProject,
  createProject,
  deleteProject,
  visibleProject,
  visibleProjects,
} from '../use-cases/operators/index.js'
import { type App, actorOf, originOf, type RouteDeps } from './deps.js'
import { DONE, refusals } from './operation.js'
import { describePage, describeProject } from './project-answer.js'

const tags = ['projects']

export function projectRoutes(app: App, deps: RouteDeps): void {
  app.get(
    '/v3/projects',
    {
      schema: {
        tags,
        operationId: 'listProjects',
        summary: 'Projects in which one has a role; all of them for an admin of the platform',
        querystring: ProjectQuery,
        response: { 200: ProjectList, ...refusals(400, 401) },
      },
    },
    async (request) => describePage(request, await visibleProjects(deps, actorOf(request)), request.query),
  )

  app.get(
    '/v3/auth/projects',
    {
      schema: {
        tags: ['sign-in'],
        operationId: 'listAuthProjects',
        summary: 'Projects a token may be asked for: those in which one has a role',
        querystring: ProjectQuery,
        response: { 200: ProjectList, ...refusals(400, 401) },
      },
    },
    async (request) =>
      describePage(request, await deps.identity.projectsOf(actorOf(request).user.id), request.query),
  )

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
    async (request) => {
      const project = await visibleProject(deps, actorOf(request), request.params.id)
      return { project: describeProject(project, originOf(request)) }
    },
  )

  app.post(
    '/v3/projects',
    {
      schema: {
        tags,
        operationId: 'createProject',
        summary: 'Make a project',
        body: CreateProject,
        response: { 201: ProjectAnswer, ...refusals(400, 401, 403, 409) },
      },
    },
    async (request, reply) => {
      const project = await createProject(deps, actorOf(request), request.body)
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
        response: { 200: ProjectAnswer, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const project = await changeProject(deps, actorOf(request), request.params.id, request.body)
      return { project: describeProject(project, originOf(request)) }
    },
  )

  app.delete(
    '/v3/projects/:id',
    {
      schema: {
        tags,
        operationId: 'deleteProject',
        summary: 'Delete a project that holds no jobs, batches, sources and groups any more',
        params: OneProjectPath,
        response: { 204: DONE, ...refusals(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await deleteProject(deps, actorOf(request), request.params.id)
      return reply.code(204).send(null)
    },
  )
}
