/**
 * Deliveries for every channel, in lanes; each attempt; lanes that fail or were switched off. The table is made anew,
 * because a delivery to a subscription outlives its job.
 */
import { type Kysely, type Migration, sql } from 'kysely'

export const deliveries: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('deliveries').renameTo('old_deliveries').execute()
    for (const index of ['deliveries_due', 'deliveries_by_job', 'deliveries_by_message'])
      await db.schema.dropIndex(index).execute()
    await db.schema
      .createTable('deliveries')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('lane', 'text', (c) => c.notNull())
      .addColumn('job_id', 'text', (c) => c.notNull())
      .addColumn('project_id', 'text', (c) => c.notNull())
      .addColumn('message_id', 'text', (c) => c.notNull())
      .addColumn('epoch', 'bigint', (c) => c.notNull())
      .addColumn('sequence', 'bigint', (c) => c.notNull())
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('attempts', 'bigint', (c) => c.notNull())
      .addColumn('failures', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('next_at', 'bigint', (c) => c.notNull())
      .addColumn('claimed_until', 'bigint', (c) => c.notNull())
      .addColumn('last_error', 'text')
      .execute()
    await sql`insert into deliveries (id, lane, job_id, project_id, message_id, epoch, sequence, channel, state, attempts, failures, created_at, next_at, claimed_until, last_error)
      select d.id, d.channel || '/' || d.job_id, d.job_id, d.project_id, d.message_id, d.epoch, d.sequence, d.channel, d.state, d.attempts, d.attempts,
        coalesce((select r.at from results r where r.message_id = d.message_id), d.next_at), d.next_at, d.claimed_until, d.last_error
      from old_deliveries d`.execute(db)
    await db.schema.dropTable('old_deliveries').execute()
    for (const [name, columns] of [
      // Covers the search for due lanes; the next one the claim of a lane's first due delivery.
      ['deliveries_due', ['state', 'next_at', 'claimed_until', 'lane']],
      ['deliveries_by_lane', ['lane', 'state', 'next_at', 'epoch', 'sequence']],
      ['deliveries_by_message', ['message_id']],
      // Lists, newest first.
      ['deliveries_by_project', ['project_id', 'created_at', 'id']],
      ['deliveries_by_job', ['job_id', 'created_at', 'id']],
    ] as const)
      await db.schema
        .createIndex(name)
        .on('deliveries')
        .columns([...columns])
        .execute()
    await db.schema
      .createTable('delivery_attempts')
      .addColumn('delivery_id', 'text', (c) => c.notNull().references('deliveries.id').onDelete('cascade'))
      .addColumn('number', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('took_ms', 'bigint', (c) => c.notNull())
      .addColumn('status', 'bigint')
      .addColumn('answer', 'text')
      .addColumn('error', 'text')
      .addPrimaryKeyConstraint('delivery_attempts_key', ['delivery_id', 'number'])
      .execute()
    await db.schema
      .createTable('lane_troubles')
      .addColumn('lane', 'text', (c) => c.primaryKey())
      .addColumn('project_id', 'text', (c) => c.notNull())
      .addColumn('failing_since', 'bigint', (c) => c.notNull())
      .addColumn('off_since', 'bigint')
      .addColumn('reason', 'text', (c) => c.notNull())
      .execute()
    await db.schema
      .createIndex('lane_troubles_by_project')
      .on('lane_troubles')
      .columns(['project_id', 'failing_since'])
      .execute()
  },
}
