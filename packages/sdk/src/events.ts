/** The event centre: look through events, review, follow, export and delete them. Every call throws VigiaError when it fails. */
import type {
  CentreEvent,
  DeletedEvents,
  EventDetails,
  EventExportQuery,
  EventFeedQuery,
  EventList,
  EventPageQuery,
  EventRetention,
  EventRetentionChange,
  EventsQuery,
  ReviewEvent,
  ReviewedEvents,
} from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'
import { type FedEvent, type FollowedEvent, followEvents, oneFeed } from './event-feed.js'
import { EventRules } from './event-rules.js'
import { EventSubscriptions } from './event-subscriptions.js'

const one = (messageId: string): string => `events/${part(messageId)}`

export class Events {
  readonly rules: EventRules
  readonly subscriptions: EventSubscriptions

  constructor(private readonly call: Caller) {
    this.rules = new EventRules(call)
    this.subscriptions = new EventSubscriptions(call)
  }

  /** Newest first; `next_marker` of the answer is the `marker` of the next page, absent on the last. */
  async list(query: Partial<EventsQuery> = {}): Promise<EventList> {
    return (await this.call.json(inProject('GET', 'events', { query }))) as EventList
  }

  /** With a page of its sub-events. */
  async get(messageId: string, query: Partial<EventPageQuery> = {}): Promise<EventDetails> {
    return (await this.call.json(inProject('GET', one(messageId), { query }))) as EventDetails
  }

  /** JPEG; undefined when the event has none. */
  picture(messageId: string): Promise<Blob | undefined> {
    return this.call.blob(inProject('GET', `${one(messageId)}/picture`))
  }

  /** MP4; undefined when the event has none. */
  clip(messageId: string): Promise<Blob | undefined> {
    return this.call.blob(inProject('GET', `${one(messageId)}/clip`))
  }

  /** Returns the event as it is then. Refused when somebody reviewed it otherwise: reset it first. */
  async review(messageId: string, body: ReviewEvent): Promise<CentreEvent> {
    return (await this.call.json(inProject('PUT', `${one(messageId)}/review`, { body }))) as CentreEvent
  }

  /** @param messageIds 1 to 1000; each is told by itself, whatever becomes of the others */
  async reviewMany(messageIds: readonly string[], review: ReviewEvent): Promise<ReviewedEvents> {
    const body = { ...review, message_ids: messageIds }
    return (await this.call.json(inProject('POST', 'events/review', { body }))) as ReviewedEvents
  }

  /** With its sub-events. */
  async delete(messageId: string): Promise<void> {
    await this.call.json(inProject('DELETE', one(messageId)))
  }

  /** With their sub-events. @param messageIds 1 to 1000 @returns those that were there */
  async deleteMany(messageIds: readonly string[]): Promise<string[]> {
    const body = { message_ids: messageIds }
    const answer = await this.call.json(inProject('POST', 'events/delete', { body }))
    return (answer as DeletedEvents).message_ids
  }

  /**
   * New and changed events as they come, each as it is then. Connections that break or end are made again, and nothing
   * is lost between them.
   * @param signal ends it, also while nothing comes
   */
  watch(
    query: Partial<EventFeedQuery> = {},
    signal: AbortSignal = new AbortController().signal,
  ): AsyncGenerator<FollowedEvent> {
    return followEvents(this.call, query, signal)
  }

  /**
   * One connection of the feed, for those who show whether it holds: ends with it, and tells at once and every 15 s how
   * far it is.
   */
  connect(query: Partial<EventFeedQuery>, signal: AbortSignal): AsyncGenerator<FedEvent> {
    const silent = new AbortController()
    return oneFeed(this.call, query, AbortSignal.any([signal, silent.signal]), silent)
  }

  /** Newest first, as text: CSV, or one JSON object (`CentreEvent`) a line; it comes in pieces of any length. */
  async export(query: Partial<EventExportQuery> = {}): Promise<AsyncIterable<string>> {
    return this.call.text(inProject('GET', 'events/export', { query }))
  }

  /** How long events are kept, and what they take. */
  async retention(): Promise<EventRetention> {
    return (await this.call.json(inProject('GET', 'events/retention'))) as EventRetention
  }

  /** What is left out is as the server has it. */
  async setRetention(body: EventRetentionChange): Promise<EventRetention> {
    return (await this.call.json(inProject('PUT', 'events/retention', { body }))) as EventRetention
  }
}
