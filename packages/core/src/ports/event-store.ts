/**
 * The event centre: events, rules and subscriptions. Every method is one transaction; of another project's events none
 * is seen, changed or told of.
 */
import type { EventFilter, NewEvent, ReviewState, StoredEvent } from '../events/event.js'
import type { EventRule } from '../events/rule.js'

/** Undefined: no restriction. */
export interface EventSearch {
  /** From this time on, integer milliseconds UTC. */
  from?: number | undefined
  /** Before this time. */
  until?: number | undefined
  eventTypes?: number[] | undefined
  sourceId?: string | undefined
  sourceName?: string | undefined
  jobId?: string | undefined
  serviceName?: string | undefined
  state?: ReviewState | undefined
  /** True: main events; false: sub-events. */
  isMain?: boolean | undefined
  /** Sub-events of this one. */
  mainId?: string | undefined
  /** Every word of it begins a word of the event: names of job, source and service, texts in `data`, note. */
  text?: string | undefined
}

/** Where a page begins: behind this event. */
export interface EventMarker {
  at: number
  number: number
}

export interface Review {
  /** `unreviewed` takes an earlier review back. */
  state: ReviewState
  /** Name of the user. */
  by: string
  /** Integer milliseconds UTC. */
  at: number
  note: string
}

/** `taken`: it was reviewed otherwise before, as `event` says. */
export type Reviewed =
  | { messageId: string; kind: 'done' | 'taken'; event: StoredEvent }
  | { messageId: string; kind: 'missing' }

export interface Subscription {
  /** 32 lower-case hex digits. */
  id: string
  projectId: string
  name: string
  description: string
  filter: EventFilter
  /** Header values are secrets. */
  webhook: { url: string; headers: Record<string, string> }
  /** Events passed on to it. */
  sent: number
  /** Those of them that it has answered with 2xx. */
  answered: number
  createdAt: number
  updatedAt: number
}

/** What a user may change of a subscription. */
export type SubscriptionChange = Pick<
  Subscription,
  'name' | 'description' | 'filter' | 'webhook' | 'updatedAt'
>

export interface EventStore {
  /**
   * Gives the event its place: with the repeats of a main event or as one of its own, kept back or passed on, as the
   * rules of its project say. Nothing happens when its message is there already. Returns what is stored.
   * @throws GoneMeanwhile when the project is gone, or the event has been deleted: a result makes its event once
   */
  record(event: NewEvent): Promise<StoredEvent>
  /** Newest first by time; with `text` the last recorded first. */
  search(projectId: string, search: EventSearch, limit: number, after?: EventMarker): Promise<StoredEvent[]>
  find(projectId: string, messageId: string): Promise<StoredEvent | undefined>
  /** Those changed after `changed`, in the order of their changes. */
  changedSince(projectId: string, changed: number, limit: number): Promise<StoredEvent[]>
  /** The last value of `changed` given out so far, in any project. */
  lastChange(): Promise<number>
  /**
   * Reviews events and with a main event those of its sub-events that nobody has reviewed; what is approved and was kept
   * back is passed on. An event that was approved is not rejected, nor the other way round, before it is unreviewed again.
   * One answer per id, in order.
   */
  review(projectId: string, messageIds: string[], review: Review): Promise<Reviewed[]>
  /** With sub-events. Returns which of the ids were there. Their blobs are nobody's then, unless of a result. */
  remove(projectId: string, messageIds: string[]): Promise<string[]>
  /** Of these message ids, those that have an event. */
  kept(messageIds: string[]): Promise<string[]>

  /** In the order in which they are looked at. */
  rules(projectId: string): Promise<EventRule[]>
  rule(projectId: string, id: string): Promise<EventRule | undefined>
  /** Throws NameTaken, ProjectGone, QuotaReached when there would be more than `most`. */
  addRule(rule: EventRule, most: number): Promise<void>
  /** Takes the place of the rule with its id; what was sent by that one still counts. False when it is not there. Throws NameTaken. */
  changeRule(rule: EventRule): Promise<boolean>
  removeRule(projectId: string, id: string): Promise<boolean>

  /** By name. */
  subscriptions(projectId: string): Promise<Subscription[]>
  subscription(projectId: string, id: string): Promise<Subscription | undefined>
  /** Whosever it is: for sending, never for an answer. */
  anySubscription(id: string): Promise<Subscription | undefined>
  /** Throws NameTaken, ProjectGone, QuotaReached. */
  addSubscription(subscription: Subscription, most: number): Promise<void>
  /** Its target is tried again, had it been switched off. False when it is not there. Throws NameTaken. */
  changeSubscription(projectId: string, id: string, change: SubscriptionChange): Promise<boolean>
  /** What still waits to be sent to it is given up. */
  removeSubscription(projectId: string, id: string): Promise<boolean>
  /** The subscription has answered; counted once for each event. */
  answered(subscriptionId: string, messageId: string, at: number): Promise<void>
}
