/** For tests of the event centre: plain events, rules and subscriptions. */
import type { NewEvent } from '../events/event.js'
import { DEFAULT_HANDLING, type EventRule } from '../events/rule.js'
import { hex32, PROJECT, uuid } from './conformance-kit.js'
import type { Subscription } from './event-store.js'

export const EVENTS_BEGIN = Date.UTC(2026, 10, 24, 9)
export const ANY = { eventTypes: [], sources: [], jobIds: [], serviceNames: [] }

/** Event `n` of job 1, one second after the one before. */
export function plainEvent(n: number, changed: Partial<NewEvent> = {}): NewEvent {
  const messageId = changed.messageId ?? uuid(n).toUpperCase()
  return {
    projectId: PROJECT,
    messageId,
    jobId: hex32(1),
    jobName: 'job-1',
    serviceName: 'c-intrusiondetection-cloud',
    eventType: 196_609,
    sourceId: uuid(1),
    sourceName: 'camera-1',
    tracks: [],
    at: EVENTS_BEGIN + n * 1_000,
    envelope: {
      stream_id: 'camera-1',
      message_id: messageId,
      data: { event_set: [] },
      vigia: { epoch: 1, sequence: n },
    },
    pictureName: undefined,
    pictureBytes: 0,
    ...changed,
  }
}

export function plainRule(n: number, changed: Partial<EventRule> = {}): EventRule {
  return {
    ...DEFAULT_HANDLING,
    id: hex32(n),
    projectId: PROJECT,
    name: `rule-${n}`,
    priority: 100,
    enabled: true,
    filter: ANY,
    createdAt: EVENTS_BEGIN + n,
    updatedAt: EVENTS_BEGIN + n,
    ...changed,
  }
}

export function plainSubscription(n: number, changed: Partial<Subscription> = {}): Subscription {
  return {
    id: hex32(n),
    projectId: PROJECT,
    name: `subscription-${n}`,
    description: '',
    filter: ANY,
    webhook: { url: 'https://hooks.example.org/events', headers: { 'x-auth': 's3cret' } },
    sent: 0,
    answered: 0,
    createdAt: EVENTS_BEGIN + n,
    updatedAt: EVENTS_BEGIN + n,
    ...changed,
  }
}
