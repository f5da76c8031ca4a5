/**
 * A page of a project's jobs and how many match. Both are answered from one covering index: filters that an index
 * cannot seek by (parts of names, several states) are looked at inside it, and only the page's rows are read.
 */
import type { JobFilter, JobSummary } from '@vigia/core'
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { SUMMARY, toSummary } from './job-rows.js'
import type { Tables } from './schema.js'

type Jobs<O = unknown> = SelectQueryBuilder<Tables, 'jobs', O>

export async function listJobs(
  db: Kysely<Tables>,
  filter: JobFilter,
): Promise<{ jobs: JobSummary[]; total: number }> {
  const { total } = await countQuery(db, filter).executeTakeFirstOrThrow()
  const page = await pageQuery(db, filter).execute()
  const numbers = page.map(({ number }) => number)
  if (numbers.length === 0) return { jobs: [], total: Number(total) }
  const rows = await db
    .selectFrom('jobs')
    .select([...SUMMARY, 'number'])
    .where('number', 'in', numbers)
    .execute()
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  // A job that was deleted between the two reads is simply not there any more.
  const jobs = numbers.flatMap((number) => byNumber.get(number) ?? []).map(toSummary)
  return { jobs, total: Number(total) }
}

export function countQuery(db: Kysely<Tables>, filter: JobFilter) {
  return matching(db, filter).select((eb) => eb.fn.countAll<number>().as('total'))
}

/** All jobs of the project. */
export async function countOfProject(db: Kysely<Tables>, projectId: string): Promise<number> {
  const filter = { projectId, sortDir: 'asc', offset: 0, limit: 1 } as const
  return Number((await countQuery(db, filter).executeTakeFirstOrThrow()).total)
}

function pageQuery(db: Kysely<Tables>, filter: JobFilter) {
  const { sortBy = 'created_at', sortDir } = filter
  return matching(db, filter)
    .select('number')
    .orderBy(sortBy, sortDir)
    .orderBy('number', sortDir)
    .offset(filter.offset)
    .limit(filter.limit)
}

function matching(db: Kysely<Tables>, filter: JobFilter): Jobs {
  let query: Jobs = db.selectFrom('jobs').where('project_id', '=', filter.projectId)
  const { states, serviceNames, sortBy = 'created_at' } = filter
  // One state has an index of its own in the default order; else the order's index is walked.
  if (states?.length === 1 && sortBy === 'created_at') query = query.where('state', '=', states[0]!)
  else if (states) query = query.where(unsought('state'), 'in', states)
  if (serviceNames) query = query.where(unsought('service_name'), 'in', serviceNames)
  if (filter.serviceVersion !== undefined)
    query = query.where(unsought('service_version'), '=', filter.serviceVersion)
  if (filter.batchId !== undefined) query = query.where(unsought('batch_id'), '=', filter.batchId)
  const { groupIds } = filter
  if (groupIds)
    query = query.where('source_id', 'in', (eb) =>
      eb
        .selectFrom('video_group_members')
        .select('video_group_members.source_id')
        .where('group_id', 'in', groupIds),
    )
  const createdAt = sortBy === 'created_at' ? sql.ref<number>('created_at') : sql<number>`created_at + 0`
  if (filter.createdSince !== undefined) query = query.where(createdAt, '>=', filter.createdSince)
  if (filter.createdUntil !== undefined) query = query.where(createdAt, '<=', filter.createdUntil)
  const parts = { name: filter.nameLike, source_name: filter.sourceNameLike, id: filter.idLike } as const
  for (const column of ['name', 'source_name', 'id'] as const) {
    const part = parts[column]
    // LIKE ignores case in SQLite; a part of a name does not.
    if (part !== undefined)
      query = query.where((eb) => eb(eb.fn<number>('instr', [column, eb.val(part)]), '>', 0))
  }
  return query
}

/** The column as an expression: the database reads it where it stands instead of seeking by it, which would cost the order. */
const unsought = (column: 'state' | 'service_name' | 'service_version' | 'batch_id') =>
  sql<string>`${sql.ref(column)} || ''`
