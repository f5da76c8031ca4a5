/** What waits for a worker and who has one, lane by lane. Both are answered from the index `jobs_queue`. */
import { type LaneStreams, STREAM_STATES, type WaitingJob } from '@vigia/core'
import { type Kysely, sql } from 'kysely'
import { SUMMARY, toSummary } from './job-rows.js'
import type { Tables } from './schema.js'

export async function waitingJobs(db: Kysely<Tables>, most: number): Promise<WaitingJob[]> {
  const ranked = db
    .selectFrom('jobs')
    .where('state', 'in', ['PENDING', 'LACK_OF_RESOURCES'])
    // As an expression: by the plain column the index of `toRun` would be chosen, which lacks the rest.
    .where(sql<string>`desired || ''`, '=', 'run')
    .select([
      'number',
      sql<number>`row_number() over (partition by project_id, batch_id, order_id, service_name order by priority desc, state_since, number)`.as(
        'place',
      ),
    ])
  const rows = await db
    .selectFrom('jobs')
    .select([...SUMMARY, 'state_since'])
    .where('number', 'in', db.selectFrom(ranked.as('ranked')).select('number').where('place', '<=', most))
    .orderBy('number')
    .execute()
  return rows.map((row) => ({ ...toSummary(row), since: row.state_since }))
}

export async function laneStreams(db: Kysely<Tables>): Promise<LaneStreams[]> {
  const rows = await db
    .selectFrom('jobs')
    .where('state', 'in', STREAM_STATES)
    .select((eb) => ['project_id', 'batch_id', eb.fn.countAll<number>().as('streams')])
    .groupBy(['project_id', 'batch_id'])
    .execute()
  return rows.map((row) => ({
    projectId: row.project_id,
    batchId: row.batch_id ?? undefined,
    streams: Number(row.streams),
  }))
}
