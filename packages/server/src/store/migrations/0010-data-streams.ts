/** Data streams that the platform keeps: partitions, records, and where their readers are. */
import type { Kysely, Migration } from 'kysely'

export const dataStreams: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('data_streams')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('project_id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('data_type', 'text', (c) => c.notNull())
      .addColumn('partitions', 'bigint', (c) => c.notNull())
      .addColumn('hours', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('data_streams_name', ['project_id', 'name'])
      .execute()
    const ofStream = (table: string) =>
      db.schema
        .createTable(table)
        .addColumn('stream_id', 'text', (c) => c.notNull().references('data_streams.id').onDelete('cascade'))
    await ofStream('data_stream_partitions')
      .addColumn('number', 'bigint', (c) => c.notNull())
      .addColumn('open', 'integer', (c) => c.notNull())
      .addColumn('next', 'bigint', (c) => c.notNull())
      // Of the data that is kept.
      .addColumn('bytes', 'bigint', (c) => c.notNull())
      // Of the newest record.
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('data_stream_partitions_key', ['stream_id', 'number'])
      .execute()
    // Data comes last: what is read of a row to count or to drop it lies before it.
    await ofStream('data_stream_records')
      .addColumn('partition', 'bigint', (c) => c.notNull())
      .addColumn('sequence', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('bytes', 'bigint', (c) => c.notNull())
      .addColumn('data', 'blob', (c) => c.notNull())
      .addPrimaryKeyConstraint('data_stream_records_key', ['stream_id', 'partition', 'sequence'])
      .execute()
    await db.schema
      .createIndex('data_stream_records_at')
      .on('data_stream_records')
      .columns(['stream_id', 'partition', 'at', 'sequence'])
      .execute()
    await db.schema
      .createTable('data_stream_apps')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('project_id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('data_stream_apps_name', ['project_id', 'name'])
      .execute()
    await ofStream('data_stream_checkpoints')
      .addColumn('app_id', 'text', (c) => c.notNull().references('data_stream_apps.id').onDelete('cascade'))
      .addColumn('partition', 'bigint', (c) => c.notNull())
      .addColumn('sequence', 'text', (c) => c.notNull())
      .addColumn('metadata', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('data_stream_checkpoints_key', ['stream_id', 'app_id', 'partition'])
      .execute()
    await db.schema
      .createIndex('data_stream_checkpoints_app')
      .on('data_stream_checkpoints')
      .columns(['app_id', 'stream_id'])
      .execute()
  },
}
