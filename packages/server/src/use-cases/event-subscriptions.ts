/** Subscriptions of the event centre: who gets which events. */
import { ApiError, type ChangeEventSubscription } from '@vigia/contract'
import type { Clock, EventStore, Subscription } from '@vigia/core'
import { toFilter } from './event-filter.js'
import { storing } from './event-refusals.js'
import type { Caller, JobDeps } from './job-deps.js'
import { webhookTarget } from './webhook-target.js'

export interface SubscriptionDeps extends Pick<JobDeps, 'checkWebhook'> {
  events: EventStore
  clock: Clock
  ids: { hex32(): string }
}

const MOST_SUBSCRIPTIONS = 50

/** @throws ApiError VIAS.00010002 */
export async function findSubscription(
  { events }: Pick<SubscriptionDeps, 'events'>,
  { projectId }: Caller,
  id: string,
): Promise<Subscription> {
  const subscription = await events.subscription(projectId, id)
  if (!subscription) throw noSubscription(id)
  return subscription
}

/** @throws ApiError naming the field */
export async function createSubscription(
  deps: SubscriptionDeps,
  { projectId }: Caller,
  body: ChangeEventSubscription,
): Promise<Subscription> {
  const now = deps.clock.now()
  const given = await toSubscription(deps, body, undefined)
  const id = deps.ids.hex32()
  const subscription = { id, projectId, ...given, sent: 0, answered: 0, createdAt: now, updatedAt: now }
  await storing('subscription', body.name, () =>
    deps.events.addSubscription(subscription, MOST_SUBSCRIPTIONS),
  )
  return subscription
}

/**
 * What is masked keeps what is stored, for the same server and user.
 * @throws ApiError naming the field
 */
export async function updateSubscription(
  deps: SubscriptionDeps,
  caller: Caller,
  id: string,
  body: ChangeEventSubscription,
): Promise<Subscription> {
  const before = await findSubscription(deps, caller, id)
  const change = { ...(await toSubscription(deps, body, before.webhook)), updatedAt: deps.clock.now() }
  const done = await storing('subscription', body.name, () =>
    deps.events.changeSubscription(caller.projectId, id, change),
  )
  if (!done) throw noSubscription(id)
  return { ...before, ...change }
}

/**
 * What still waits to be sent to it is given up.
 * @throws ApiError VIAS.00010002
 */
export async function deleteSubscription(
  { events }: Pick<SubscriptionDeps, 'events'>,
  { projectId }: Caller,
  id: string,
): Promise<void> {
  if (!(await events.removeSubscription(projectId, id))) throw noSubscription(id)
}

async function toSubscription(
  deps: SubscriptionDeps,
  body: ChangeEventSubscription,
  before: Subscription['webhook'] | undefined,
): Promise<Pick<Subscription, 'name' | 'description' | 'filter' | 'webhook'>> {
  return {
    name: body.name,
    description: body.description ?? '',
    webhook: await webhookTarget(deps, 'webhook', body.webhook, before),
    filter: toFilter(body),
  }
}

const noSubscription = (id: string): ApiError =>
  new ApiError('VIAS.00010002', `subscription_id: there is no subscription ${id} in this project`)
