/** What an event is: a result that the event centre keeps, for people to look through and for subscriptions. */

export const REVIEW_STATES = ['unreviewed', 'approved', 'rejected'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/**
 * Whether subscriptions got the event: `sent`, or what kept it back. `review`: it waits for approval; `rejected`: its
 * main event was rejected before it came; `no_subscription`: none wants it.
 */
export const PASSED = [
  'sent',
  'review',
  'rejected',
  'quiet_hours',
  'cool_down',
  'too_short',
  'no_subscription',
] as const
export type Passed = (typeof PASSED)[number]

/** What is known of an event before it has a place in the event centre. */
export interface NewEvent {
  projectId: string
  /** Upper-case UUID of the result message. */
  messageId: string
  jobId: string
  /** Empty when the job was deleted before its result came here. */
  jobName: string
  serviceName: string
  eventType: number
  /** The registered video source. */
  sourceId: string | undefined
  sourceName: string
  /** The `detection_id`s in the message, each once; empty for results without. */
  tracks: string[]
  /** When the alarm fired, integer milliseconds UTC. */
  at: number
  /** The message (algorithms-io A.5) without picture. */
  envelope: Record<string, unknown>
  /** In the blob store. */
  pictureName: string | undefined
  /** Size of the picture. */
  pictureBytes: number
}

export interface StoredEvent extends Omit<NewEvent, 'pictureBytes'> {
  /** In the blob store: the clip of the result, once there is one. */
  clipName: string | undefined
  /** Grows with every event and is never given twice. */
  number: number
  /** Of a sub-event: the main event's message id. */
  mainId: string | undefined
  /** Of the newest of a main event and its sub-events, integer milliseconds UTC. */
  lastAt: number
  /** Sub-events. */
  count: number
  state: ReviewState
  /** Name of the user. */
  reviewedBy: string | undefined
  reviewedAt: number | undefined
  note: string
  passed: Passed
  /** Grows with every change of any event: what was changed since is what has a larger one. */
  changed: number
  /** Message, picture and clip together. */
  bytes: number
}

/** Which events a rule or a subscription is for. An empty list is no restriction; of each other list one must fit. */
export interface EventFilter {
  /** Kinds. */
  eventTypes: number[]
  /** Ids or names of video sources. */
  sources: string[]
  jobIds: string[]
  serviceNames: string[]
}

export type Filterable = Pick<NewEvent, 'eventType' | 'sourceId' | 'sourceName' | 'jobId' | 'serviceName'>

export function fits(filter: EventFilter, event: Filterable): boolean {
  const one = <T>(list: readonly T[], ...values: (T | undefined)[]): boolean =>
    list.length === 0 || values.some((value) => value !== undefined && list.includes(value))
  return (
    one(filter.eventTypes, event.eventType) &&
    one(filter.sources, event.sourceId, event.sourceName) &&
    one(filter.jobIds, event.jobId) &&
    one(filter.serviceNames, event.serviceName)
  )
}
