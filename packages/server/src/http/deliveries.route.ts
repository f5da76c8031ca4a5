/** Deliveries: list, look at each attempt, replay; targets that fail. Vigia's own. */
import {
  DeliveriesQuery,
  DeliveryDetails,
  DeliveryList,
  DeliveryPath,
  DeliveryTargets,
  Empty,
  ProjectPath,
  ReplayDeliveries,
  Replayed,
  SwitchOnTarget,
} from '@vigia/contract'
import {
  listDeliveries,
  listTargets,
  replayDeliveries,
  showDelivery,
  switchOnTarget,
} from '../use-cases/index.js'
import { type App, callerOf, type RouteDeps } from './deps.js'
import { answers } from './operation.js'
import { presentDelivery, presentDetails, presentTargets } from './present-delivery.js'

const DELIVERIES = '/v2/:project_id/deliveries'
const TARGETS = '/v2/:project_id/delivery-targets'
const tags = ['deliveries']

export function deliveryRoutes(app: App, deps: RouteDeps): void {
  app.get(
    DELIVERIES,
    {
      schema: {
        tags,
        operationId: 'listDeliveries',
        summary: 'How results got to their channels, newest first',
        params: ProjectPath,
        querystring: DeliveriesQuery,
        response: answers(DeliveryList),
      },
    },
    async (request) => {
      const { deliveries, more } = await listDeliveries(deps, callerOf(request), request.query)
      return {
        count: deliveries.length,
        deliveries: deliveries.map(presentDelivery),
        ...(more ? { next_marker: deliveries.at(-1)!.id } : {}),
      }
    },
  )

  app.get(
    `${DELIVERIES}/:delivery_id`,
    {
      schema: {
        tags,
        operationId: 'showDelivery',
        summary: 'One delivery with its attempts: when, how long, what was answered',
        params: DeliveryPath,
        response: answers(DeliveryDetails),
      },
    },
    async (request) => {
      const { delivery, log } = await showDelivery(deps, callerOf(request), request.params.delivery_id)
      return presentDetails(delivery, log)
    },
  )

  app.post(
    `${DELIVERIES}/replay`,
    {
      schema: {
        tags,
        operationId: 'replayDeliveries',
        summary: 'Send again: deliveries by id, or all dead ones that a filter fits',
        params: ProjectPath,
        body: ReplayDeliveries,
        response: answers(Replayed),
      },
    },
    async (request) => ({ replayed: await replayDeliveries(deps, callerOf(request), request.body) }),
  )

  app.get(
    TARGETS,
    {
      schema: {
        tags,
        operationId: 'listDeliveryTargets',
        summary: 'Targets that fail or are switched off',
        params: ProjectPath,
        response: answers(DeliveryTargets),
      },
    },
    async (request) => presentTargets(await listTargets(deps, callerOf(request))),
  )

  app.post(
    `${TARGETS}/switch-on`,
    {
      schema: {
        tags,
        operationId: 'switchOnDeliveryTarget',
        summary: 'Try a target again that was switched off',
        params: ProjectPath,
        body: SwitchOnTarget,
        response: answers(Empty),
      },
    },
    async (request) => {
      await switchOnTarget(deps, callerOf(request), request.body)
      return {}
    },
  )
}
