/** Events, rules and subscriptions as the wire shows them. */
import {
  type CentreEvent,
  ERRORS,
  type EventList,
  type EventRuleAnswer,
  type EventSubscriptionAnswer,
  type ReviewedEvents,
} from '@vigia/contract'
import { type EventRule, maskUrl, type Reviewed, type StoredEvent, type Subscription } from '@vigia/core'
import { type EventPage, fromFilter, reviewRefusal } from '../use-cases/index.js'
import { masked } from './present-input.js'
import { iso } from './present-job.js'

/** @param time how a moment in milliseconds UTC is written */
export function presentEvent(event: StoredEvent, time = iso): CentreEvent {
  const { envelope, mainId, sourceId, reviewedBy, reviewedAt } = event
  return {
    message_id: event.messageId,
    ...(mainId === undefined ? {} : { main_id: mainId }),
    event_type: event.eventType,
    task_id: event.jobId,
    task_name: event.jobName,
    service_name: event.serviceName,
    ...(sourceId === undefined ? {} : { video_source_id: sourceId }),
    video_source_name: event.sourceName,
    at: time(event.at),
    last_at: time(event.lastAt),
    count: event.count,
    state: event.state,
    ...(reviewedBy === undefined ? {} : { reviewed_by: reviewedBy }),
    ...(reviewedAt === undefined ? {} : { reviewed_at: time(reviewedAt) }),
    note: event.note,
    passed: event.passed,
    data: envelope.data ?? {},
    ...(envelope.vigia === undefined ? {} : { vigia: envelope.vigia }),
    has_picture: event.pictureName !== undefined,
    has_clip: event.clipName !== undefined,
  }
}

export const presentEvents = ({ events, nextMarker }: EventPage): EventList => ({
  count: events.length,
  events: events.map((event) => presentEvent(event)),
  ...(nextMarker === undefined ? {} : { next_marker: nextMarker }),
})

export function presentReviews(reviewed: Reviewed[]): ReviewedEvents {
  const events = reviewed.map((one) => {
    const refusal = reviewRefusal(one)
    return {
      message_id: one.messageId,
      ...(one.kind === 'missing' ? {} : { state: one.event.state }),
      ...(refusal && {
        error_code: refusal.code,
        error_msg: ERRORS[refusal.code].message,
        detail: refusal.detail,
      }),
    }
  })
  return { count: reviewed.filter(({ kind }) => kind === 'done').length, events }
}

export const presentRule = (rule: EventRule): EventRuleAnswer => ({
  id: rule.id,
  name: rule.name,
  priority: rule.priority,
  enabled: rule.enabled,
  ...fromFilter(rule.filter),
  manual_review: rule.manualReview,
  aggregation_window: rule.windowMinutes,
  ...(rule.quietHours && {
    quiet_hours: {
      timezone: rule.quietHours.timezone,
      periods: rule.quietHours.periods.map(({ days, begin, end }) => ({
        days,
        begin_at: begin,
        end_at: end,
      })),
    },
  }),
  cool_down: rule.coolDownS,
  track_cool_down: rule.trackCoolDownS,
  minimum_duration: rule.minimumS,
  created_at: rule.createdAt,
  updated_at: rule.updatedAt,
})

export const presentSubscription = (subscription: Subscription): EventSubscriptionAnswer => ({
  id: subscription.id,
  name: subscription.name,
  description: subscription.description,
  ...fromFilter(subscription.filter),
  webhook: {
    url: maskUrl(subscription.webhook.url),
    headers: masked(subscription.webhook.headers),
  },
  sent: subscription.sent,
  answered: subscription.answered,
  created_at: subscription.createdAt,
  updated_at: subscription.updatedAt,
})
