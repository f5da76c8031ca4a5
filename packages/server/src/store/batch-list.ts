/** A page of a project's batches and how many match: filtered and ordered in indexes, members counted in theirs. */
import type { BatchFilter, BatchSummary, JobState } from '@vigia/core'
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import type { Tables } from './schema.js'

export async function listBatches(
  db: Kysely<Tables>,
  filter: BatchFilter,
): Promise<{ batches: BatchSummary[]; total: number }> {
  const { total } = await matching(db, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await page(db, filter)
  const ids = rows.map(({ id }) => id)
  const [groups, counts] = ids.length > 0 ? [await groupNames(db, ids), await countsOf(db, ids)] : []
  const batches: BatchSummary[] = []
  for (const { id, name, service_name, created_at } of rows)
    batches.push({
      id,
      name,
      serviceName: service_name,
      createdAt: created_at,
      groupNames: groups?.get(id) ?? [],
      sourceNames: await sourceNames(db, id, filter.mostSources + 1),
      counts: counts?.get(id) ?? {},
    })
  return { batches, total: Number(total) }
}

function matching(db: Kysely<Tables>, filter: BatchFilter) {
  let query = db.selectFrom('batches').where('batches.project_id', '=', filter.projectId)
  const { nameLike, serviceNames, groups, state } = filter
  // LIKE ignores case in SQLite; a part of a name does not.
  if (nameLike !== undefined)
    query = query.where((eb) => eb(eb.fn<number>('instr', ['batches.name', eb.val(nameLike)]), '>', 0))
  if (serviceNames) query = query.where('service_name', 'in', serviceNames)
  if (groups) query = query.where((eb) => inGroup(eb, groups))
  if (state)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('jobs')
          .select('jobs.number')
          .whereRef('jobs.batch_id', '=', 'batches.id')
          .where('jobs.state', '=', state),
      ),
    )
  return query
}

const inGroup = (eb: ExpressionBuilder<Tables, 'batches'>, groups: string[]): Expression<SqlBool> =>
  eb.exists(
    eb
      .selectFrom('batch_groups')
      .innerJoin('video_groups', 'video_groups.id', 'batch_groups.group_id')
      .select('group_id')
      .whereRef('batch_groups.batch_id', '=', 'batches.id')
      .where((or) => or.or([or('group_id', 'in', groups), or('video_groups.name', 'in', groups)])),
  )

function page(db: Kysely<Tables>, filter: BatchFilter) {
  const { sortBy, sortDir, offset, limit } = filter
  let query = matching(db, filter).select(['id', 'name', 'service_name', 'created_at'])
  if (sortBy === 'task_count')
    query = query.orderBy(
      (eb) =>
        eb
          .selectFrom('jobs')
          .select((jobs) => jobs.fn.countAll().as('members'))
          .whereRef('jobs.batch_id', '=', 'batches.id'),
      sortDir,
    )
  return query.orderBy('created_at', sortDir).orderBy('id', sortDir).offset(offset).limit(limit).execute()
}

async function groupNames(db: Kysely<Tables>, ids: string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('batch_groups')
    .innerJoin('video_groups', 'video_groups.id', 'batch_groups.group_id')
    .select(['batch_id', 'name'])
    .where('batch_id', 'in', ids)
    .orderBy('position')
    .execute()
  const names = new Map<string, string[]>()
  for (const { batch_id, name } of rows) names.set(batch_id, [...(names.get(batch_id) ?? []), name])
  return names
}

async function countsOf(db: Kysely<Tables>, ids: string[]): Promise<Map<string, BatchSummary['counts']>> {
  const rows = await db
    .selectFrom('jobs')
    .select((eb) => ['batch_id', 'state', eb.fn.countAll<number>().as('count')])
    .where('batch_id', 'in', ids)
    .groupBy(['batch_id', 'state'])
    .execute()
  const counts = new Map<string, Partial<Record<JobState, number>>>()
  for (const { batch_id, state, count } of rows)
    counts.set(batch_id ?? '', { ...counts.get(batch_id ?? ''), [state]: Number(count) })
  return counts
}

async function sourceNames(db: Kysely<Tables>, id: string, most: number): Promise<string[]> {
  const rows = await db
    .selectFrom('jobs')
    .select('source_name')
    .where('batch_id', '=', id)
    .orderBy('number')
    .limit(most)
    .execute()
  return rows.map(({ source_name }) => source_name ?? '')
}
