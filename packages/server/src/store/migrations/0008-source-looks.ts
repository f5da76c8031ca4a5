/** Looks at registered sources: when the next one is due, and what the last one saw. */
import { type Kysely, type Migration, sql } from 'kysely'

export const sourceLooks: Migration = {
  async up(db: Kysely<unknown>) {
    for (const column of ['status_reason', 'quality'])
      await db.schema
        .alterTable('video_sources')
        .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
        .execute()
    // Pictures come last: what is read of a row to hand out a look lies before them.
    await db.schema
      .createTable('source_looks')
      .addColumn('source_id', 'text', (c) =>
        c.primaryKey().references('video_sources.id').onDelete('cascade'),
      )
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('ticket', 'bigint', (c) => c.notNull())
      .addColumn('failures', 'bigint', (c) => c.notNull())
      .addColumn('found', 'text', (c) => c.notNull())
      .addColumn('memory', 'blob')
      .addColumn('picture_at', 'bigint')
      .addColumn('picture', 'blob')
      .execute()
    await db.schema
      .createIndex('source_looks_due')
      .on('source_looks')
      .columns(['due_at', 'source_id'])
      .execute()
    await sql`insert into source_looks (source_id, due_at, ticket, failures, found) select id, 0, 0, 0, '' from video_sources`.execute(
      db,
    )
  },
}
