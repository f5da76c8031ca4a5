/** Subscriptions of the event centre. */
import {
  ChangeEventSubscription,
  EventSubscriptionAnswer,
  EventSubscriptionList,
  EventSubscriptionPath,
  ProjectPath,
} from '@vigia/contract'
import {
  createSubscription,
  deleteSubscription,
  findSubscription,
  updateSubscription,
} from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers, done } from './operation.js'
import { presentSubscription } from './present-event.js'

const SUBSCRIPTIONS = '/v2/:project_id/events/subscriptions'
const SUBSCRIPTION = `${SUBSCRIPTIONS}/:subscription_id`
const tags = ['event centre']

export function eventSubscriptionRoutes(app: App, deps: RouteDeps): void {
  app.get(
    SUBSCRIPTIONS,
    {
      schema: {
        tags,
        operationId: 'listEventSubscriptions',
        summary: 'Subscriptions by name; secrets are masked',
        params: ProjectPath,
        response: answers(EventSubscriptionList),
      },
    },
    async (request) => {
      const subscriptions = await deps.events.subscriptions(callerOf(request).projectId)
      return { count: subscriptions.length, subscriptions: subscriptions.map(presentSubscription) }
    },
  )

  app.post(
    SUBSCRIPTIONS,
    {
      schema: {
        tags,
        operationId: 'createEventSubscription',
        summary: 'Subscribe a webhook to events',
        params: ProjectPath,
        body: ChangeEventSubscription,
        response: answers(EventSubscriptionAnswer),
      },
    },
    async (request) => presentSubscription(await createSubscription(deps, callerOf(request), request.body)),
  )

  app.get(
    SUBSCRIPTION,
    {
      schema: {
        tags,
        operationId: 'showEventSubscription',
        summary: 'One subscription; secrets are masked',
        params: EventSubscriptionPath,
        response: answers(EventSubscriptionAnswer),
      },
    },
    async (request) =>
      presentSubscription(await findSubscription(deps, callerOf(request), request.params.subscription_id)),
  )

  app.put(
    SUBSCRIPTION,
    {
      schema: {
        tags,
        operationId: 'updateEventSubscription',
        summary: 'Replace a subscription; a target that was switched off is tried again',
        params: EventSubscriptionPath,
        body: ChangeEventSubscription,
        response: answers(EventSubscriptionAnswer),
      },
    },
    async (request) =>
      presentSubscription(
        await updateSubscription(deps, callerOf(request), request.params.subscription_id, request.body),
      ),
  )

  app.delete(
    SUBSCRIPTION,
    {
      schema: {
        tags,
        operationId: 'deleteEventSubscription',
        summary: 'Delete a subscription; what waits for it is given up',
        params: EventSubscriptionPath,
        response: done(),
      },
    },
    async (request, reply) => {
      await deleteSubscription(deps, callerOf(request), request.params.subscription_id)
      return reply.code(204).send(null)
    },
  )
}
