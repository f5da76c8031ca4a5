/** How long projects keep events, and what these take: kept up by the database, because adding it up takes seconds. */
import { type Kysely, type Migration, sql } from 'kysely'

export const eventReading: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('event_retention')
      .addColumn('project_id', 'text', (c) => c.primaryKey().references('projects.id').onDelete('cascade'))
      .addColumn('days', 'bigint')
      .addColumn('bytes', 'bigint')
      .execute()
    await db.schema
      .createTable('event_usage')
      .addColumn('project_id', 'text', (c) => c.primaryKey())
      .addColumn('bytes', 'bigint', (c) => c.notNull())
      .execute()
    await sql`insert into event_usage select project_id, sum(bytes) from events group by project_id`.execute(
      db,
    )
    await sql`create trigger event_usage_more after insert on events begin
      insert into event_usage (project_id, bytes) values (new.project_id, new.bytes)
        on conflict (project_id) do update set bytes = event_usage.bytes + excluded.bytes;
    end`.execute(db)
    await sql`create trigger event_usage_less after delete on events begin
      update event_usage set bytes = bytes - old.bytes where project_id = old.project_id;
    end`.execute(db)
    await sql`create trigger event_usage_other after update of bytes on events begin
      update event_usage set bytes = bytes + new.bytes - old.bytes where project_id = new.project_id;
    end`.execute(db)
  },
}
