/** Schedules of jobs, the name of a job's source in the clear, and indexes from which every list is answered. */
import { type Kysely, type Migration, sql } from 'kysely'

/** What filters look at: an index that holds it answers a page and its total without reading a job's row. */
const FILTERED = ['state', 'service_name', 'service_version', 'name', 'source_name', 'id'] as const

export const listsAndSchedules: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('jobs').addColumn('schedule', 'text').execute()
    await db.schema.alterTable('jobs').addColumn('next_at', 'bigint').execute()
    await db.schema.alterTable('jobs').addColumn('source_name', 'text').execute()

    for (const old of ['jobs_by_project', 'jobs_by_project_state', 'jobs_by_state'])
      await db.schema.dropIndex(old).execute()
    const index = (name: string, columns: readonly string[]) =>
      db.schema
        .createIndex(name)
        .on('jobs')
        .columns([...columns])
        .execute()
    const but = (...keys: string[]) => FILTERED.filter((column) => !keys.includes(column))
    await index('jobs_by_creation', ['project_id', 'created_at', 'number', ...FILTERED])
    await index('jobs_by_state_and_creation', [
      'project_id',
      'state',
      'created_at',
      'number',
      ...but('state'),
    ])
    await index('jobs_by_name', ['project_id', 'name', 'number', 'created_at', ...but('name')])
    await index('jobs_by_update', ['project_id', 'updated_at', 'number', 'created_at', ...FILTERED])

    // The engine's questions: what is in a state, what is to run, whose schedule is due.
    await index('jobs_by_state', ['state', 'state_since', 'number'])
    await index('jobs_to_run', ['desired', 'state', 'state_since', 'number'])
    await db.schema
      .createIndex('jobs_due')
      .on('jobs')
      .columns(['next_at', 'number'])
      .where(sql.ref('next_at'), 'is not', null)
      .execute()
  },
}
