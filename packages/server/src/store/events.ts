/** The event centre in SQL: each method is one transaction over the parts beside this file. */
import type {
  Clock,
  EventMarker,
  EventRule,
  EventSearch,
  EventStore,
  NewEvent,
  Review,
  Reviewed,
  StoredEvent,
  Subscription,
  SubscriptionChange,
} from '@vigia/core'
import type { Kysely } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { inTransaction } from './errors.js'
import { eventRow, recordEvent } from './event-record.js'
import { removeEvents, removeRepeats } from './event-removal.js'
import { reviewEvents } from './event-review.js'
import { toEvent } from './event-rows.js'
import { SqlEventRules } from './event-rules.js'
import { searchEvents } from './event-search.js'
import { SqlEventSubscriptions } from './event-subscriptions.js'
import type { Tables } from './schema.js'

export class SqlEventStore implements EventStore {
  private readonly ruleRows: SqlEventRules
  private readonly subscriptionRows: SqlEventSubscriptions

  constructor(
    private readonly db: Kysely<Tables>,
    secrets: SecretBox,
    private readonly clock: Clock,
  ) {
    this.ruleRows = new SqlEventRules(db)
    this.subscriptionRows = new SqlEventSubscriptions(db, secrets)
  }

  record(event: NewEvent): Promise<StoredEvent> {
    return inTransaction(this.db, (tx) => recordEvent(tx, event, this.clock.now()))
  }

  async search(
    projectId: string,
    search: EventSearch,
    limit: number,
    after?: EventMarker,
  ): Promise<StoredEvent[]> {
    return (await searchEvents(this.db, projectId, search, limit, after)).map(toEvent)
  }

  async find(projectId: string, messageId: string): Promise<StoredEvent | undefined> {
    const row = await eventRow(this.db, messageId)
    return row?.project_id === projectId ? toEvent(row) : undefined
  }

  async changedSince(projectId: string, changed: number, limit: number): Promise<StoredEvent[]> {
    const rows = await this.db
      .selectFrom('events')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('changed', '>', changed)
      .orderBy('changed')
      .limit(limit)
      .execute()
    return rows.map(toEvent)
  }

  async lastChange(): Promise<number> {
    const { last } = await this.db.selectFrom('event_changes').select('last').executeTakeFirstOrThrow()
    return last
  }

  review(projectId: string, messageIds: string[], review: Review): Promise<Reviewed[]> {
    return inTransaction(this.db, (tx) => reviewEvents(tx, projectId, messageIds, review, this.clock.now()))
  }

  async remove(projectId: string, messageIds: string[]): Promise<string[]> {
    const there = await this.db
      .selectFrom('events')
      .select('message_id')
      .where('project_id', '=', projectId)
      .where('message_id', 'in', messageIds)
      .orderBy('number')
      .execute()
    await removeRepeats(this.db, projectId, messageIds)
    await inTransaction(this.db, (tx) => removeEvents(tx, projectId, messageIds))
    return there.map((row) => row.message_id)
  }

  async kept(messageIds: string[]): Promise<string[]> {
    const rows = await this.db
      .selectFrom('events')
      .select('message_id')
      .where('message_id', 'in', messageIds)
      .execute()
    return rows.map((row) => row.message_id)
  }

  rules(projectId: string): Promise<EventRule[]> {
    return this.ruleRows.all(projectId)
  }

  rule(projectId: string, id: string): Promise<EventRule | undefined> {
    return this.ruleRows.find(projectId, id)
  }

  addRule(rule: EventRule, most: number): Promise<void> {
    return this.ruleRows.add(rule, most)
  }

  changeRule(rule: EventRule): Promise<boolean> {
    return this.ruleRows.change(rule)
  }

  removeRule(projectId: string, id: string): Promise<boolean> {
    return this.ruleRows.remove(projectId, id)
  }

  subscriptions(projectId: string): Promise<Subscription[]> {
    return this.subscriptionRows.all(projectId)
  }

  async subscription(projectId: string, id: string): Promise<Subscription | undefined> {
    const subscription = await this.subscriptionRows.find(id)
    return subscription?.projectId === projectId ? subscription : undefined
  }

  anySubscription(id: string): Promise<Subscription | undefined> {
    return this.subscriptionRows.find(id)
  }

  addSubscription(subscription: Subscription, most: number): Promise<void> {
    return this.subscriptionRows.add(subscription, most)
  }

  changeSubscription(projectId: string, id: string, change: SubscriptionChange): Promise<boolean> {
    return this.subscriptionRows.change(projectId, id, change)
  }

  removeSubscription(projectId: string, id: string): Promise<boolean> {
    return this.subscriptionRows.remove(projectId, id)
  }

  answered(subscriptionId: string, messageId: string, at: number): Promise<void> {
    return this.subscriptionRows.answered(subscriptionId, messageId, at)
  }
}
