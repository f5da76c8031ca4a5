/** What is passed on to subscriptions, in the transaction that decides it. */
import {
  coolDownTracks,
  type DeliveryLane,
  type EventFilter,
  type EventRule,
  type Filterable,
  fits,
  MOST_COOL_DOWN_S,
  type NewEvent,
  type StoredEvent,
} from '@vigia/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import { addDeliveries } from './delivery-rows.js'
import type { Tables } from './schema.js'

export interface Wish {
  id: string
  filter: EventFilter
}

/** Which events subscriptions of the project want; their addresses stay sealed. */
export async function wishesOf(db: Kysely<Tables>, projectId: string): Promise<Wish[]> {
  const rows = await db
    .selectFrom('event_subscriptions')
    .select(['id', 'filter'])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .execute()
  return rows.map(({ id, filter }) => ({ id, filter: JSON.parse(filter) as EventFilter }))
}

export const thoseFor = (wishes: readonly Wish[], event: Filterable): Wish[] =>
  wishes.filter((wish) => fits(wish.filter, event))

/** One delivery to each subscription that has not had the event yet. */
export async function passOn(
  tx: Transaction<Tables>,
  { messageId, projectId, jobId, number }: Pick<StoredEvent, 'messageId' | 'projectId' | 'jobId' | 'number'>,
  wishes: readonly Wish[],
  now: number,
): Promise<void> {
  const lanes: DeliveryLane[] = []
  for (const { id } of wishes) {
    const pass = await tx
      .insertInto('event_passes')
      .values({ message_id: messageId, subscription_id: id, answered_at: null })
      .onConflict((c) => c.columns(['message_id', 'subscription_id']).doNothing())
      .executeTakeFirst()
    if (pass.numInsertedOrUpdatedRows !== 1n) continue
    await tx
      .updateTable('event_subscriptions')
      .set((eb) => ({ sent: eb('sent', '+', 1) }))
      .where('id', '=', id)
      .execute()
    lanes.push({ channel: 'subscription', id })
  }
  // Of several jobs that lead to one subscription, epochs tell no order: the events' numbers do.
  const sent = { messageId, projectId, jobId, epoch: 0, sequence: number }
  await addDeliveries(tx, sent, lanes, now)
}

/** When something was last sent by the rule, and of each track of the event. */
export async function lastSent(
  tx: Transaction<Tables>,
  rule: EventRule | undefined,
  event: NewEvent,
): Promise<{ ruleSentAt: number | undefined; trackSentAt: (number | undefined)[] }> {
  const tracks = coolDownTracks(event)
  if (!rule) return { ruleSentAt: undefined, trackSentAt: tracks.map(() => undefined) }
  const rows = await tx
    .selectFrom('event_cool_downs')
    .select(['track', 'sent_at'])
    .where('rule_id', '=', rule.id)
    .where('track', 'in', ['', ...tracks])
    .execute()
  const sentAt = new Map(rows.map((row) => [row.track, row.sent_at]))
  return { ruleSentAt: sentAt.get(''), trackSentAt: tracks.map((track) => sentAt.get(track)) }
}

/**
 * From now on the rule and the tracks of the event cool down.
 * @param kept `later`: an older event that was approved late ends no cool-down that a newer one began
 */
export async function noteSent(
  tx: Transaction<Tables>,
  rule: EventRule | undefined,
  event: Pick<NewEvent, 'jobId' | 'eventType' | 'tracks' | 'at'>,
  kept: 'last' | 'later' = 'last',
): Promise<void> {
  if (!rule || (rule.coolDownS === 0 && rule.trackCoolDownS === 0)) return
  const sent_at =
    kept === 'last'
      ? event.at
      : sql<number>`case when event_cool_downs.sent_at > ${event.at} then event_cool_downs.sent_at else ${event.at} end`
  for (const track of ['', ...coolDownTracks(event)]) {
    await tx
      .insertInto('event_cool_downs')
      .values({ rule_id: rule.id, track, sent_at: event.at })
      .onConflict((c) => c.columns(['rule_id', 'track']).doUpdateSet({ sent_at }))
      .execute()
  }
  // Of no use to anybody: without this there would be one for every track that ever was.
  await tx
    .deleteFrom('event_cool_downs')
    .where('sent_at', '<', event.at - MOST_COOL_DOWN_S * 1_000)
    .execute()
}
