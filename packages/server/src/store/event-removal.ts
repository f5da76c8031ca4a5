/** Deletes events with their sub-events: many of these first, a few at a time, between which others have their turn. */
import { setImmediate } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import { inTransaction } from './errors.js'
import { nextChanges } from './event-record.js'
import type { Tables } from './schema.js'

/** Some 50 ms. */
const AT_ONCE = 500

/** All of a main event's sub-events; what is cut short here leaves the main event with fewer than it counts. */
export async function removeRepeats(db: Kysely<Tables>, projectId: string, mainIds: string[]): Promise<void> {
  for (;;) {
    const { numDeletedRows } = await inTransaction(db, (tx) => {
      const some = tx
        .selectFrom('events')
        .select('number')
        .where('main_id', 'in', mainIds)
        .where('project_id', '=', projectId)
        .limit(AT_ONCE)
      return tx.deleteFrom('events').where('number', 'in', some).executeTakeFirst()
    })
    if (numDeletedRows < AT_ONCE) return
    await setImmediate()
  }
}

/** In the transaction it is given. Returns which of the ids were there. */
export async function removeEvents(
  tx: Transaction<Tables>,
  projectId: string,
  messageIds: string[],
): Promise<string[]> {
  const named = await tx
    .selectFrom('events')
    .select(['message_id', 'main_id'])
    .where('project_id', '=', projectId)
    .where('message_id', 'in', messageIds)
    .execute()
  if (named.length === 0) return []
  const removed = named.map((row) => row.message_id)
  await tx.deleteFrom('events').where('message_id', 'in', removed).execute()
  const lost = new Map<string, number>()
  for (const { main_id } of named) if (main_id !== null) lost.set(main_id, (lost.get(main_id) ?? 0) + 1)
  for (const [mainId, count] of lost) {
    const changed = (await nextChanges(tx, 1)) + 1
    await tx
      .updateTable('events')
      .set((eb) => ({ count: eb('count', '-', count), changed }))
      .where('message_id', '=', mainId)
      .execute()
  }
  return removed
}
