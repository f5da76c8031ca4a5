/** The event centre: events, what they are found by, rules, subscriptions and what was passed on to them. */
import { type Kysely, type Migration, sql } from 'kysely'

export const events: Migration = {
  async up(db: Kysely<unknown>) {
    await eventTable(db)
    // A result makes its event once: what is deleted does not come back when its delivery is replayed.
    await db.schema
      .alterTable('results')
      .addColumn('has_made_event', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute()
    await searched(db)
    await aggregation(db)
    await passingOn(db)
  },
}

/** An event outlives its job: nothing here refers to jobs. */
async function eventTable(db: Kysely<unknown>): Promise<void> {
  // The envelope comes last: what lists and filters read of a row lies before it.
  await db.schema
    .createTable('events')
    .addColumn('number', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('project_id', 'text', (c) => c.notNull().references('projects.id').onDelete('cascade'))
    .addColumn('message_id', 'text', (c) => c.notNull().unique())
    .addColumn('main_id', 'text', (c) => c.references('events.message_id').onDelete('cascade'))
    .addColumn('job_id', 'text', (c) => c.notNull())
    .addColumn('job_name', 'text', (c) => c.notNull())
    .addColumn('service_name', 'text', (c) => c.notNull())
    .addColumn('event_type', 'bigint', (c) => c.notNull())
    .addColumn('source_id', 'text')
    .addColumn('source_name', 'text', (c) => c.notNull())
    .addColumn('tracks', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reviewed_by', 'text')
    .addColumn('reviewed_at', 'bigint')
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('passed', 'text', (c) => c.notNull())
    .addColumn('changed', 'bigint', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('picture_name', 'text')
    .addColumn('clip_name', 'text')
    .addColumn('envelope', 'text', (c) => c.notNull())
    .execute()
  const index = (name: string, columns: string[]) =>
    db.schema
      .createIndex(`events_${name}`)
      .on('events')
      .columns(['project_id', ...columns])
  // Each filter of the list has its own, so that a page costs what the page holds.
  await index('by_time', ['at', 'number']).execute()
  for (const column of ['event_type', 'job_id', 'source_id', 'source_name', 'service_name', 'state'])
    await index(`by_${column}`, [column, 'at', 'number']).execute()
  const isMain = sql<boolean>`main_id is null`
  await index('mains', ['at', 'number']).where(isMain).execute()
  await index('mains_by_state', ['state', 'at', 'number']).where(isMain).execute()
  await index('changed', ['changed']).execute()
  // Not of the project: what deletes a main event looks here for its sub-events.
  await db.schema.createIndex('events_subs').on('events').columns(['main_id', 'at', 'number']).execute()
  // One row. What was once given out is never given out again, whatever is deleted.
  await db.schema
    .createTable('event_changes')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('last', 'bigint', (c) => c.notNull())
    .execute()
  await sql`insert into event_changes (id, last) values (1, 0)`.execute(db)
}

/**
 * Words of events. The project is a word of its own, so that the search of one reads nothing of another; `rowid` is the
 * event's number, so that the newest are found first without sorting.
 */
async function searched(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table event_words using fts5(project, words, tokenize = 'unicode61', detail = 'full')`.execute(
    db,
  )
  await sql`create trigger event_words_gone after delete on events begin
    delete from event_words where rowid = old.number;
  end`.execute(db)
}

/** The newest main event of each track of a job's kind: what a repeat is added to. */
async function aggregation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('event_tracks')
    .addColumn('job_id', 'text', (c) => c.notNull())
    .addColumn('event_type', 'bigint', (c) => c.notNull())
    .addColumn('track', 'text', (c) => c.notNull())
    .addColumn('main_id', 'text', (c) => c.notNull().references('events.message_id').onDelete('cascade'))
    .addColumn('main_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('event_tracks_pk', ['job_id', 'event_type', 'track'])
    .execute()
  await db.schema.createIndex('event_tracks_by_main').on('event_tracks').column('main_id').execute()
}

async function passingOn(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('event_rules')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('projects.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('priority', 'bigint', (c) => c.notNull())
    .addColumn('rule', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('event_rules_name', ['project_id', 'name'])
    .execute()
  await db.schema
    .createTable('event_cool_downs')
    .addColumn('rule_id', 'text', (c) => c.notNull().references('event_rules.id').onDelete('cascade'))
    .addColumn('track', 'text', (c) => c.notNull())
    .addColumn('sent_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('event_cool_downs_pk', ['rule_id', 'track'])
    .execute()
  await db.schema.createIndex('event_cool_downs_old').on('event_cool_downs').column('sent_at').execute()
  await db.schema
    .createTable('event_subscriptions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull().references('projects.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('filter', 'text', (c) => c.notNull())
    .addColumn('webhook', 'text', (c) => c.notNull())
    .addColumn('sent', 'bigint', (c) => c.notNull())
    .addColumn('answered', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('event_subscriptions_name', ['project_id', 'name'])
    .execute()
  await db.schema
    .createTable('event_passes')
    .addColumn('message_id', 'text', (c) => c.notNull().references('events.message_id').onDelete('cascade'))
    .addColumn('subscription_id', 'text', (c) =>
      c.notNull().references('event_subscriptions.id').onDelete('cascade'),
    )
    .addColumn('answered_at', 'bigint')
    .addPrimaryKeyConstraint('event_passes_pk', ['message_id', 'subscription_id'])
    .execute()
  await db.schema
    .createIndex('event_passes_by_subscription')
    .on('event_passes')
    .column('subscription_id')
    .execute()
}
