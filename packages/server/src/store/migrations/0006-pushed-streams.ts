/** Streams that encoders push: their names, each project's its own, and the keys that encoders show. */
import type { Kysely, Migration } from 'kysely'

export const pushedStreams: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('pushed_streams')
      .addColumn('project_id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('pushed_streams_name', ['project_id', 'name'])
      .execute()
  },
}
