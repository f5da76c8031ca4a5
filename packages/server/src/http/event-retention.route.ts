/** Vigia's own: how long a project keeps its events. */
import { EventRetention, EventRetentionChange, ProjectPath } from '@vigia/contract'
import { changeRetention, showRetention } from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'

const RETENTION = '/v2/:project_id/events/retention'
const tags = ['event centre']

export function eventRetentionRoutes(app: App, deps: RouteDeps): void {
  app.get(
    RETENTION,
    {
      schema: {
        tags,
        operationId: 'showEventRetention',
        summary: 'How long events are kept, and what they take',
        params: ProjectPath,
        response: answers(EventRetention),
      },
    },
    (request) => showRetention(deps, callerOf(request)),
  )

  app.put(
    RETENTION,
    {
      schema: {
        tags,
        operationId: 'changeEventRetention',
        summary: 'Choose how long events are kept',
        params: ProjectPath,
        body: EventRetentionChange,
        response: answers(EventRetention),
      },
    },
    (request) => changeRetention(deps, callerOf(request), request.body),
  )
}
