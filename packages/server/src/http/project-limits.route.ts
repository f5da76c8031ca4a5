/** What operators of the platform set on a project: its quotas, and whether it is frozen. */
import { ChangeQuotas, FreezeProject, OneProjectPath, ProjectAnswer, QuotasAnswer } from '@vigia/contract'
import { changeQuotas, freezeProject, quotasInReach, thawProject } from '../use-cases/operators/index.js'
import { type App, actorOf, originOf, type RouteDeps } from './deps.js'
import { refusals } from './operation.js'
import { describeProject } from './project-answer.js'

const tags = ['projects']
const failures = refusals(400, 401, 403, 404)

export function projectLimitRoutes(app: App, deps: RouteDeps): void {
  app.post(
    '/v3/projects/:id/freeze',
    {
      schema: {
        tags,
        operationId: 'freezeProject',
        summary: 'Freeze a project: its jobs become FROZEN, and nothing is made or changed in it',
        params: OneProjectPath,
        body: FreezeProject,
        response: { 200: ProjectAnswer, ...failures },
      },
    },
    async (request) => {
      const project = await freezeProject(deps, actorOf(request), request.params.id, request.body.reason)
      return { project: describeProject(project, originOf(request)) }
    },
  )

  app.post(
    '/v3/projects/:id/thaw',
    {
      schema: {
        tags,
        operationId: 'thawProject',
        summary: 'Thaw a project: its jobs go back to what they were',
        params: OneProjectPath,
        response: { 200: ProjectAnswer, ...failures },
      },
    },
    async (request) => {
      const project = await thawProject(deps, actorOf(request), request.params.id)
      return { project: describeProject(project, originOf(request)) }
    },
  )

  app.get(
    '/v3/projects/:id/quotas',
    {
      schema: {
        tags,
        operationId: 'showProjectQuotas',
        summary: 'Quotas of a project of a domain that one administers, and how much of them is used',
        params: OneProjectPath,
        response: { 200: QuotasAnswer, ...failures },
      },
    },
    (request) => quotasInReach(deps, actorOf(request), request.params.id),
  )

  app.put(
    '/v3/projects/:id/quotas',
    {
      schema: {
        tags,
        operationId: 'changeProjectQuotas',
        summary: 'Set quotas of a project; what is left out stays',
        params: OneProjectPath,
        body: ChangeQuotas,
        response: { 200: QuotasAnswer, ...failures },
      },
    },
    (request) => changeQuotas(deps, actorOf(request), request.params.id, request.body.quotas),
  )
}
