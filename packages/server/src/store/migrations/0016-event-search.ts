/**
 * Searches of very many events: indexes hold what else is filtered by, so that what does not match costs an entry of the
 * index and not a row with its message; beginnings of words have indexes of their own.
 */
import { type Kysely, type Migration, sql } from 'kysely'

/** Kind, state and place of an event, which searches of everything else are narrowed by. */
const NARROWED = ['event_type', 'state', 'is_main']

export const eventSearch: Migration = {
  async up(db: Kysely<unknown>) {
    // One byte in an index, where the main event's id would be 36.
    await sql`alter table events add column is_main integer generated always as (main_id is null) virtual`.execute(
      db,
    )
    for (const column of ['event_type', 'job_id', 'source_id', 'source_name', 'service_name', 'state']) {
      await db.schema.dropIndex(`events_by_${column}`).execute()
      const others = NARROWED.filter((other) => other !== column)
      await db.schema
        .createIndex(`events_by_${column}`)
        .on('events')
        .columns(['project_id', column, 'at', 'number', ...others])
        .execute()
    }
    await db.schema.dropIndex('events_by_time').execute()
    await db.schema
      .createIndex('events_by_time')
      .on('events')
      .columns(['project_id', 'at', 'number', 'is_main'])
      .execute()
    await db.schema.dropIndex('events_subs').execute()
    await db.schema
      .createIndex('events_subs')
      .on('events')
      .columns(['main_id', 'at', 'number', 'state'])
      .execute()
    await db.schema.dropIndex('events_mains_by_state').execute()
    await beginnings(db)
    await deliveries(db)
  },
}

/** Lists of deliveries, newest first: those of a message, of a lane, and the few that wait or were given up. */
async function deliveries(db: Kysely<unknown>): Promise<void> {
  for (const name of ['deliveries_by_message', 'deliveries_by_project'])
    await db.schema.dropIndex(name).execute()
  for (const [name, columns] of [
    ['deliveries_by_message', ['message_id', 'created_at', 'id']],
    ['deliveries_by_project', ['project_id', 'created_at', 'id', 'channel']],
    ['deliveries_of_lane', ['lane', 'created_at', 'id']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on('deliveries')
      .columns([...columns])
      .execute()
  for (const state of ['pending', 'dead'])
    await db.schema
      .createIndex(`deliveries_${state}`)
      .on('deliveries')
      .columns(['project_id', 'created_at', 'id', 'channel', 'job_id'])
      .where(sql<boolean>`state = ${sql.lit(state)}`)
      .execute()
}

/**
 * Without them the events of all words with one beginning are put together first, of all projects, to show twenty: half a
 * second among five million. With one to six letters they are read as they are asked for.
 */
async function beginnings(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table new_event_words using fts5(project, words, tokenize = 'unicode61', prefix = '1 2 3 4 5 6')`.execute(
    db,
  )
  await sql`insert into new_event_words (rowid, project, words) select rowid, project, words from event_words`.execute(
    db,
  )
  await sql`drop trigger event_words_gone`.execute(db)
  await sql`drop table event_words`.execute(db)
  await sql`alter table new_event_words rename to event_words`.execute(db)
  await sql`create trigger event_words_gone after delete on events begin
    delete from event_words where rowid = old.number;
  end`.execute(db)
}
