/** How large a source's picture is, as the last look has seen it: regions are drawn in its pixels. */
import type { Kysely, Migration } from 'kysely'

export const sourceSize: Migration = {
  async up(db: Kysely<unknown>) {
    // With the source and not with the look: there they would lie behind the picture, which is read for nothing then.
    for (const column of ['frame_width', 'frame_height'])
      await db.schema.alterTable('video_sources').addColumn(column, 'integer').execute()
  },
}
