/** Subscriptions of the event centre in SQL; where they are sent to is sealed. */
import {
  type EventFilter,
  laneKey,
  QuotaReached,
  type Subscription,
  type SubscriptionChange,
} from '@vigia/core'
import type { Kysely, Selectable } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { countOf } from './contents.js'
import { inTransaction } from './errors.js'
import { unlessTaken } from './name-taken.js'
import { checkProject } from './project-there.js'
import type { EventSubscriptionTable, Tables } from './schema.js'

const laneOf = (id: string): string => laneKey({ channel: 'subscription', id })

export class SqlEventSubscriptions {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly secrets: SecretBox,
  ) {}

  async all(projectId: string): Promise<Subscription[]> {
    const rows = await this.db
      .selectFrom('event_subscriptions')
      .selectAll()
      .where('project_id', '=', projectId)
      .orderBy('name')
      .execute()
    return rows.map((row) => this.toSubscription(row))
  }

  async find(id: string): Promise<Subscription | undefined> {
    const row = await this.db
      .selectFrom('event_subscriptions')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    return row && this.toSubscription(row)
  }

  async add(subscription: Subscription, most: number): Promise<void> {
    const { id, projectId, sent, answered, createdAt } = subscription
    const row = { id, project_id: projectId, sent, answered, created_at: createdAt }
    await unlessTaken(subscription.name, () =>
      inTransaction(this.db, async (tx) => {
        await checkProject(tx, projectId)
        const total = await countOf(tx.selectFrom('event_subscriptions').where('project_id', '=', projectId))
        if (total >= most) throw new QuotaReached(total, most)
        await tx
          .insertInto('event_subscriptions')
          .values({ ...row, ...this.changing(subscription) })
          .execute()
      }),
    )
  }

  /** Its target is tried again, had it been switched off. */
  async change(projectId: string, id: string, change: SubscriptionChange): Promise<boolean> {
    return unlessTaken(change.name, () =>
      inTransaction(this.db, async (tx) => {
        const done = await tx
          .updateTable('event_subscriptions')
          .set(this.changing(change))
          .where('project_id', '=', projectId)
          .where('id', '=', id)
          .executeTakeFirst()
        if (done.numUpdatedRows === 0n) return false
        await tx.deleteFrom('lane_troubles').where('lane', '=', laneOf(id)).execute()
        return true
      }),
    )
  }

  async remove(projectId: string, id: string): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const done = await tx
        .deleteFrom('event_subscriptions')
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .executeTakeFirst()
      if (done.numDeletedRows === 0n) return false
      for (const table of ['deliveries', 'lane_troubles'] as const)
        await tx.deleteFrom(table).where('lane', '=', laneOf(id)).execute()
      return true
    })
  }

  async answered(id: string, messageId: string, at: number): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const done = await tx
        .updateTable('event_passes')
        .set({ answered_at: at })
        .where('message_id', '=', messageId)
        .where('subscription_id', '=', id)
        .where('answered_at', 'is', null)
        .executeTakeFirst()
      if (done.numUpdatedRows === 0n) return
      await tx
        .updateTable('event_subscriptions')
        .set((eb) => ({ answered: eb('answered', '+', 1) }))
        .where('id', '=', id)
        .execute()
    })
  }

  private changing({ name, description, filter, webhook, updatedAt }: SubscriptionChange) {
    return {
      name,
      description,
      filter: JSON.stringify(filter),
      webhook: this.secrets.seal(JSON.stringify(webhook)),
      updated_at: updatedAt,
    }
  }

  private toSubscription(row: Selectable<EventSubscriptionTable>): Subscription {
    return {
      id: row.id,
      projectId: row.project_id,
      name: row.name,
      description: row.description,
      filter: JSON.parse(row.filter) as EventFilter,
      webhook: JSON.parse(this.secrets.open(row.webhook)) as Subscription['webhook'],
      sent: row.sent,
      answered: row.answered,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  }
}
