/** Deliveries as the wire shows them. */
import type { DeliveryDetails, DeliveryTargets, ShownDelivery } from '@vigia/contract'
import type { Delivery, DeliveryAttempt, LaneTrouble } from '@vigia/core'
import { iso } from './present-job.js'

export function presentDelivery(delivery: Delivery): ShownDelivery {
  const { lane, state } = delivery
  return {
    delivery_id: delivery.id,
    message_id: delivery.messageId,
    task_id: delivery.jobId,
    channel: lane.channel,
    ...(lane.channel === 'subscription' ? { subscription_id: lane.id } : {}),
    state,
    attempts: delivery.attempts,
    created_at: iso(delivery.createdAt),
    ...(state === 'pending' ? { next_at: iso(delivery.nextAt) } : {}),
    ...(delivery.lastError === undefined ? {} : { last_error: delivery.lastError }),
  }
}

export const presentDetails = (delivery: Delivery, log: DeliveryAttempt[]): DeliveryDetails => ({
  ...presentDelivery(delivery),
  log: log.map(({ at, tookMs, status, answer, error }) => ({
    at: iso(at),
    took_ms: tookMs,
    ...(status === undefined ? {} : { status }),
    ...(answer === undefined ? {} : { answer }),
    ...(error === undefined ? {} : { error }),
  })),
})

export const presentTargets = (troubles: LaneTrouble[]): DeliveryTargets => ({
  count: troubles.length,
  targets: troubles.map(({ lane, failingSince, offSince, reason }) => ({
    ...lane,
    failing_since: iso(failingSince),
    ...(offSince === undefined ? {} : { off_since: iso(offSince) }),
    reason,
  })),
})
