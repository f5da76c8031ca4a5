/** Deletes events with their sub-events, in the transaction it is given. */
import type { Transaction } from 'kysely'
import { nextChanges } from './event-record.js'
import type { Tables } from './schema.js'

/** Which of the ids were there. */
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
