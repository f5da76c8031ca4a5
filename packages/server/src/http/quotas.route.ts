/** Quotas, as those who work in the project see them. */
import { ProjectPath, QuotasAnswer } from '@vigia/contract'
import { quotasOf } from '../use-cases/operators/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'

export function quotaRoutes(app: App, deps: RouteDeps): void {
  app.get(
    '/v2/:project_id/quotas',
    {
      schema: {
        tags: ['projects'],
        operationId: 'showQuotas',
        summary: 'Quotas of the project, and how much of them is used',
        params: ProjectPath,
        response: answers(QuotasAnswer),
      },
    },
    (request) => quotasOf(deps, callerOf(request).projectId),
  )
}
