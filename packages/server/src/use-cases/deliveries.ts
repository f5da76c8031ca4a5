/** Deliveries of a project: look, replay, switch a target on again. */
import { ApiError, type ReplayDeliveries } from '@vigia/contract'
import type {
  Delivery,
  DeliveryAttempt,
  DeliveryFilter,
  DeliveryLane,
  DeliveryStore,
  LaneTrouble,
} from '@vigia/core'
import { invalid } from './invalid.js'
import type { Caller } from './job-deps.js'

export interface DeliveryDeps {
  deliveries: DeliveryStore
  /** Called when something is due again. */
  wakeDeliveries(): void
}

type WireFilter = Omit<ReplayDeliveries, 'delivery_ids'>

/** Targets in trouble that are listed. */
const MOST_TROUBLES = 1_000

/**
 * Newest first.
 * @throws ApiError VIAS.00010001 for a marker that is no delivery of the project
 */
export async function listDeliveries(
  { deliveries }: DeliveryDeps,
  { projectId }: Caller,
  { limit, marker, ...filter }: WireFilter & { limit: number; marker?: string },
): Promise<{ deliveries: Delivery[]; more: boolean }> {
  const after = marker === undefined ? undefined : await deliveries.find(projectId, marker)
  if (marker !== undefined && !after)
    throw invalid(`marker: there is no delivery ${marker} any more; begin again without it`)
  const page = { limit: limit + 1, ...(after ? { after } : {}) }
  const found = await deliveries.list(projectId, toFilter(filter), page)
  return { deliveries: found.slice(0, limit), more: found.length > limit }
}

/** @throws ApiError VIAS.00010002 */
export async function showDelivery(
  { deliveries }: DeliveryDeps,
  { projectId }: Caller,
  id: string,
): Promise<{ delivery: Delivery; log: DeliveryAttempt[] }> {
  const delivery = await deliveries.find(projectId, id)
  if (!delivery) throw notThere(`delivery_id: there is no delivery ${id} in this project`)
  return { delivery, log: await deliveries.attemptsOf(id) }
}

/**
 * Due again now, with a ladder of their own; what is on its way already is left alone.
 * @returns how many
 * @throws ApiError VIAS.00010001
 */
export async function replayDeliveries(
  deps: DeliveryDeps,
  { projectId }: Caller,
  { delivery_ids, ...filter }: ReplayDeliveries,
): Promise<number> {
  if (delivery_ids && Object.values(filter).some((value) => value !== undefined))
    throw invalid('delivery_ids: name deliveries, or what they have in common, not both')
  if (filter.state === 'pending')
    throw invalid('state: pending deliveries are on their way; replay dead or delivered ones')
  const replayed = await deps.deliveries.replay(
    projectId,
    delivery_ids ? { ids: delivery_ids } : { filter: toFilter(filter) },
  )
  if (replayed > 0) deps.wakeDeliveries()
  return replayed
}

/** Those that fail or are switched off, the longest failing first. */
export const listTargets = ({ deliveries }: DeliveryDeps, { projectId }: Caller): Promise<LaneTrouble[]> =>
  deliveries.troubles(projectId, MOST_TROUBLES)

/** @throws ApiError VIAS.00010002 when nothing is wrong with such a target of the project */
export async function switchOnTarget(
  { deliveries }: DeliveryDeps,
  { projectId }: Caller,
  lane: DeliveryLane,
): Promise<void> {
  if (!(await deliveries.switchOn(projectId, lane)))
    throw notThere(
      `id: no target ${lane.channel} of ${lane.id} fails or is switched off; see the list of targets`,
    )
}

const notThere = (detail: string): ApiError => new ApiError('VIAS.00010002', detail)

/** @throws ApiError VIAS.00010001 */
function toFilter({
  task_id,
  subscription_id,
  message_id,
  channel,
  state,
  from,
  to,
}: WireFilter): DeliveryFilter {
  if (subscription_id !== undefined && channel !== undefined && channel !== 'subscription')
    throw invalid(`channel: ${channel} has no subscriptions; leave out one of the two`)
  if (from !== undefined && to !== undefined && from >= to) throw invalid('from: must be before to')
  return {
    ...(task_id === undefined ? {} : { jobId: task_id }),
    ...(subscription_id === undefined ? {} : { target: subscription_id }),
    ...(message_id === undefined ? {} : { messageId: message_id }),
    ...(channel === undefined ? {} : { channel }),
    ...(state === undefined ? {} : { state }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}
