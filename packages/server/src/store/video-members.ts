/** Which sources are in which groups, in SQL. */
import type { Kysely, Transaction } from 'kysely'
import { inChunks } from './chunks.js'
import type { Tables } from './schema.js'

/** Those of the ids that the project does not have. */
export async function missingIds(
  db: Kysely<Tables>,
  table: 'video_sources' | 'video_groups',
  projectId: string,
  ids: string[],
): Promise<string[]> {
  const rows = await inChunks(ids, (part) =>
    db.selectFrom(table).select('id').where('id', 'in', part).where('project_id', '=', projectId).execute(),
  )
  const there = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => !there.has(id))
}

/** Puts sources into groups; one that is named twice is in it once. */
export async function addMembers(
  tx: Transaction<Tables>,
  members: { groupId: string; sourceId: string }[],
): Promise<void> {
  await inChunks(members, (part) =>
    tx
      .insertInto('video_group_members')
      .values(part.map(({ groupId, sourceId }) => ({ group_id: groupId, source_id: sourceId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}
