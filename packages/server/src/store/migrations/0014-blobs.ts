/** Pictures and clips of results lie in the blob store; a result keeps their names. Pictures stored before stay where they are. */
import type { Kysely, Migration } from 'kysely'

export const blobs: Migration = {
  async up(db: Kysely<unknown>) {
    for (const column of ['picture_name', 'clip_name'])
      await db.schema.alterTable('results').addColumn(column, 'text').execute()
  },
}
