/** Jobs that belong together: of a batch, an order, a source, a template, a project or one of its services. Each has its index. */
import { type JobScope, type JobState, type JobSummary, STREAM_STATES, type StreamLimit } from '@vigia/core'
import type { Kysely, SelectQueryBuilder } from 'kysely'
import { SUMMARY, toSummary } from './job-rows.js'
import type { Tables } from './schema.js'

type Jobs = SelectQueryBuilder<Tables, 'jobs', unknown>

/** In the order of their creation. */
export async function jobsWithin(
  db: Kysely<Tables>,
  scope: JobScope,
  states: readonly JobState[] | undefined,
  limit: number,
): Promise<JobSummary[]> {
  const wanted = states ? within(db, scope).where('state', 'in', states) : within(db, scope)
  const rows = await wanted.select(SUMMARY).orderBy('number').limit(limit).execute()
  return rows.map(toSummary)
}

export async function countsWithin(
  db: Kysely<Tables>,
  scope: JobScope,
): Promise<Partial<Record<JobState, number>>> {
  const rows = await within(db, scope)
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
}

/** To be asked in the transaction that takes a stream. */
export async function hasRoom(db: Kysely<Tables>, { scope, most }: StreamLimit): Promise<boolean> {
  const { streams } = await within(db, scope)
    .where('state', 'in', STREAM_STATES)
    .select((eb) => eb.fn.countAll<number>().as('streams'))
    .executeTakeFirstOrThrow()
  return Number(streams) < most
}

export function within(db: Kysely<Tables>, scope: JobScope): Jobs {
  const jobs: Jobs = db.selectFrom('jobs')
  if ('batchId' in scope) return jobs.where('batch_id', '=', scope.batchId)
  if ('orderId' in scope) return jobs.where('order_id', '=', scope.orderId)
  if ('sourceId' in scope) return jobs.where('source_id', '=', scope.sourceId)
  if ('templateId' in scope) return jobs.where('template_id', '=', scope.templateId)
  const ofProject = jobs.where('project_id', '=', scope.projectId)
  return scope.serviceName === undefined ? ofProject : ofProject.where('service_name', '=', scope.serviceName)
}
