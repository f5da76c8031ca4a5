/**
 * Pictures and clips of results lie in the blob store; a result keeps their names. Pictures stored before stay where they
 * are. What has been written to object stores is remembered by hours, for the index of each.
 */
import type { Kysely, Migration } from 'kysely'

export const blobs: Migration = {
  async up(db: Kysely<unknown>) {
    for (const column of ['picture_name', 'clip_name'])
      await db.schema.alterTable('results').addColumn(column, 'text').execute()
    await db.schema.alterTable('results').addColumn('clip_bytes', 'bigint').execute()
    await db.schema
      .createTable('object_index')
      .addColumn('job_id', 'text', (c) => c.notNull())
      .addColumn('bucket', 'text', (c) => c.notNull())
      .addColumn('path', 'text', (c) => c.notNull())
      .addColumn('hour', 'bigint', (c) => c.notNull())
      .addColumn('message_id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('event_type', 'bigint', (c) => c.notNull())
      .addColumn('has_picture', 'bigint', (c) => c.notNull())
      .addColumn('has_clip', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('object_index_key', ['job_id', 'bucket', 'path', 'hour', 'message_id'])
      .execute()
    await db.schema
      .createTable('object_index_hours')
      .addColumn('job_id', 'text', (c) => c.notNull())
      .addColumn('bucket', 'text', (c) => c.notNull())
      .addColumn('path', 'text', (c) => c.notNull())
      .addColumn('hour', 'bigint', (c) => c.notNull())
      .addColumn('project_id', 'text', (c) => c.notNull())
      .addColumn('version', 'bigint', (c) => c.notNull())
      .addColumn('due_at', 'bigint')
      .addPrimaryKeyConstraint('object_index_hours_key', ['job_id', 'bucket', 'path', 'hour'])
      .execute()
    for (const [name, table, column] of [
      ['object_index_by_hour', 'object_index', 'hour'],
      ['object_index_hours_by_hour', 'object_index_hours', 'hour'],
      ['object_index_hours_due', 'object_index_hours', 'due_at'],
    ] as const)
      await db.schema.createIndex(name).on(table).column(column).execute()
  },
}
