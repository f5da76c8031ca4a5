/** Series of counts, and the way to a job's results of one kind. */
import type { Kysely, Migration } from 'kysely'

export const series: Migration = {
  async up(db: Kysely<unknown>) {
    // Points outlive results; those of a job that is gone are deleted a few at a time, so nothing refers to jobs.
    await db.schema
      .createTable('series')
      .addColumn('id', 'bigint', (c) => c.primaryKey())
      .addColumn('job_id', 'text', (c) => c.notNull())
      .addColumn('project_id', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('event_type', 'bigint', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('place', 'text')
      .addUniqueConstraint('series_key', ['job_id', 'key'])
      .execute()
    await db.schema
      .createTable('series_points')
      .addColumn('series_id', 'bigint', (c) => c.notNull())
      .addColumn('grid', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('points', 'bigint', (c) => c.notNull())
      .addColumn('sum', 'double precision', (c) => c.notNull())
      .addColumn('least', 'double precision', (c) => c.notNull())
      .addColumn('most', 'double precision', (c) => c.notNull())
      .addColumn('seconds', 'double precision', (c) => c.notNull())
      .addPrimaryKeyConstraint('series_points_pk', ['series_id', 'grid', 'at'])
      .execute()
    await db.schema
      .createIndex('results_by_kind')
      .on('results')
      .columns(['job_id', 'event_type', 'at', 'epoch', 'sequence'])
      .execute()
  },
}
