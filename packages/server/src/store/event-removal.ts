/** Deletes events with their sub-events, in the transaction it is given. */
import type { Transaction } from 'kysely'
import { nextChanges } from './event-record.js'
import type { Tables } from './schema.js'

/** Which of the ids were there, and the blobs that nobody needs any more. */
export async function removeEvents(
  tx: Transaction<Tables>,
  projectId: string,
  messageIds: string[],
): Promise<{ removed: string[]; blobs: string[] }> {
  const named = await tx
    .selectFrom('events')
    .select(['message_id', 'main_id', 'picture_name', 'clip_name'])
    .where('project_id', '=', projectId)
    .where('message_id', 'in', messageIds)
    .execute()
  if (named.length === 0) return { removed: [], blobs: [] }
  const removed = named.map((row) => row.message_id)
  const repeats = await tx
    .selectFrom('events')
    .select(['picture_name', 'clip_name'])
    .where('main_id', 'in', removed)
    .where('message_id', 'not in', removed)
    .execute()
  const lost = new Map<string, number>()
  for (const { main_id } of named) if (main_id !== null) lost.set(main_id, (lost.get(main_id) ?? 0) + 1)
  await tx.deleteFrom('events').where('message_id', 'in', removed).execute()
  for (const [mainId, count] of lost) {
    const changed = (await nextChanges(tx, 1)) + 1
    await tx
      .updateTable('events')
      .set((eb) => ({ count: eb('count', '-', count), changed }))
      .where('message_id', '=', mainId)
      .execute()
  }
  const blobs = [...named, ...repeats].flatMap((row) => [row.picture_name, row.clip_name])
  return { removed, blobs: blobs.filter((name) => name !== null) }
}
