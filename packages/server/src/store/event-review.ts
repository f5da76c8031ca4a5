/** Reviews of events, and what they set going; all of it in the transaction it is given. */
import { eventWords, type Review, type Reviewed, ruleFor } from '@vigia/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import { noteSent, passOn, thoseFor, type Wish, wishesOf } from './event-passes.js'
import { eventRow, nextChanges } from './event-record.js'
import { type EventRow, toEvent } from './event-rows.js'
import { rulesOf } from './event-rules.js'
import type { Tables } from './schema.js'

/** @param now when what is passed on is due, integer milliseconds UTC */
export async function reviewEvents(
  tx: Transaction<Tables>,
  projectId: string,
  messageIds: string[],
  review: Review,
  now: number,
): Promise<Reviewed[]> {
  const rules = await rulesOf(tx, projectId)
  const wishes = await wishesOf(tx, projectId)
  const reviewed: Reviewed[] = []
  for (const messageId of messageIds) {
    const row = await rowOf(tx, projectId, messageId)
    if (!row) reviewed.push({ messageId, kind: 'missing' })
    else if (isTaken(row, review)) reviewed.push({ messageId, kind: 'taken', event: toEvent(row) })
    else {
      const marked = await mark(tx, row, review)
      if (review.state === 'approved' && row.passed !== 'sent') await release(tx, marked, rules, wishes, now)
      const event = toEvent((await eventRow(tx, messageId))!)
      reviewed.push({ messageId, kind: 'done', event })
    }
  }
  return reviewed
}

async function rowOf(
  db: Kysely<Tables>,
  projectId: string,
  messageId: string,
): Promise<EventRow | undefined> {
  const row = await eventRow(db, messageId)
  return row?.project_id === projectId ? row : undefined
}

const isTaken = (row: EventRow, { state }: Review): boolean =>
  state !== 'unreviewed' && row.state !== 'unreviewed' && row.state !== state

/** Who says again what was said before changes nothing, unless with another note. */
async function mark(tx: Transaction<Tables>, row: EventRow, review: Review): Promise<EventRow> {
  if (row.state === review.state && (review.note === '' || review.note === row.note)) return row
  const isReset = review.state === 'unreviewed'
  const isOther = row.state !== review.state
  const to = {
    state: review.state,
    // Another note is no other review: it stays that of the first.
    reviewed_by: isOther ? (isReset ? null : review.by) : row.reviewed_by,
    reviewed_at: isOther ? (isReset ? null : review.at) : row.reviewed_at,
    note: review.note,
    changed: (await nextChanges(tx, 1)) + 1,
  }
  await tx.updateTable('events').set(to).where('number', '=', row.number).execute()
  if (review.note !== row.note) {
    await tx
      .updateTable('event_words')
      .set({ words: eventWords(toEvent(row), review.note) })
      .where('rowid', '=', row.number)
      .execute()
  }
  if (row.main_id === null && isOther) await markRepeats(tx, row, review)
  return { ...row, ...to }
}

/** With a main event those sub-events are reviewed that nobody has looked at, and taken back that went with it. */
async function markRepeats(tx: Transaction<Tables>, main: EventRow, review: Review): Promise<void> {
  const isReset = review.state === 'unreviewed'
  let going = tx.selectFrom('events').where('main_id', '=', main.message_id)
  going = isReset
    ? going
        .where('state', '=', main.state)
        .where('reviewed_by', 'is', main.reviewed_by)
        .where('reviewed_at', 'is', main.reviewed_at)
    : going.where('state', '=', 'unreviewed')
  const { count } = await going.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  if (count === 0) return
  const base = await nextChanges(tx, count)
  const ranked = going.select(['number', sql<number>`row_number() over (order by number)`.as('rank')])
  await tx
    .updateTable('events')
    .from(ranked.as('going'))
    .set((eb) => ({
      state: review.state,
      reviewed_by: isReset ? null : review.by,
      reviewed_at: isReset ? null : review.at,
      changed: eb('going.rank', '+', base),
    }))
    .whereRef('events.number', '=', 'going.number')
    .execute()
}

/** A person decided: neither quiet hours nor a cool-down keeps it back. Its sub-events stay where they are. */
async function release(
  tx: Transaction<Tables>,
  row: EventRow,
  rules: Parameters<typeof ruleFor>[0],
  wishes: readonly Wish[],
  now: number,
): Promise<void> {
  const event = toEvent(row)
  const wanting = thoseFor(wishes, event)
  const passed = wanting.length > 0 ? 'sent' : 'no_subscription'
  if (passed === row.passed) return
  const changed = (await nextChanges(tx, 1)) + 1
  await tx.updateTable('events').set({ passed, changed }).where('number', '=', row.number).execute()
  if (passed !== 'sent') return
  await passOn(tx, event, wanting, now)
  await noteSent(tx, ruleFor(rules, event), event, 'later')
}
