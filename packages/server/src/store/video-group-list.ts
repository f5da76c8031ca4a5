/** A page of a project's groups with the numbers of what is in them, and how many match; answered from indexes. */
import type { GroupFilter, ListedGroup, SourceStatus, SourceType, VideoGroup } from '@vigia/core'
import { type ExpressionBuilder, type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { inChunks } from './chunks.js'
import type { Tables } from './schema.js'
import { toGroup } from './video-rows.js'

type Groups = SelectQueryBuilder<Tables, 'video_groups', unknown>
type Group = ExpressionBuilder<Tables, 'video_groups'>

export async function listGroups(
  db: Kysely<Tables>,
  filter: GroupFilter,
): Promise<{ groups: ListedGroup[]; total: number }> {
  const total = await countOf(matching(db, filter))
  const rows = await pageQuery(db, filter).execute()
  return { groups: await withNumbers(db, rows.map(toGroup)), total }
}

export const countGroups = (db: Kysely<Tables>, projectId: string): Promise<number> =>
  countOf(db.selectFrom('video_groups').where('project_id', '=', projectId))

async function countOf(groups: Groups): Promise<number> {
  const { total } = await groups
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

function pageQuery(db: Kysely<Tables>, filter: GroupFilter) {
  const { sortBy, sortDir, limit, offset } = filter
  let page = matching(db, filter).selectAll('video_groups')
  if (sortBy === 'updated_at') page = page.orderBy('updated_at', sortDir)
  if (sortBy === 'sources') page = page.orderBy((eb) => countIn(eb, 'video_group_members'), sortDir)
  if (sortBy === 'batches') page = page.orderBy((eb) => countIn(eb, 'batch_groups'), sortDir)
  page = page.orderBy('created_at', sortDir).orderBy('id', sortDir)
  return limit === undefined ? page : page.offset(offset).limit(limit)
}

const countIn = (eb: Group, table: 'video_group_members' | 'batch_groups') =>
  eb
    .selectFrom(table)
    .whereRef(`${table}.group_id`, '=', 'video_groups.id')
    .select((of) => of.fn.countAll<number>().as('n'))

function matching(db: Kysely<Tables>, filter: GroupFilter): Groups {
  let query: Groups = db.selectFrom('video_groups').where('project_id', '=', filter.projectId)
  const { nameLike, accessTypes, status, types, inBatch } = filter
  if (accessTypes) query = query.where('access_type', 'in', accessTypes)
  if (nameLike !== undefined) query = query.where(sql<boolean>`instr(name, ${nameLike}) > 0`)
  if (status !== undefined)
    query = query.where((eb) => eb.exists(sourcesIn(eb).where('video_sources.status', '=', status)))
  if (types) query = query.where((eb) => eb.exists(sourcesIn(eb).where('video_sources.type', 'in', types)))
  if (inBatch)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('batch_groups')
          .select('batch_id')
          .whereRef('batch_groups.group_id', '=', 'video_groups.id'),
      ),
    )
  return query
}

const sourcesIn = (eb: Group) =>
  eb
    .selectFrom('video_group_members')
    .innerJoin('video_sources', 'video_sources.id', 'video_group_members.source_id')
    .select('source_id')
    .whereRef('group_id', '=', 'video_groups.id')

const STATES = { 1: 'online', 2: 'offline', 9: 'abnormal' } as const

/** In the order of the groups. */
export async function withNumbers(db: Kysely<Tables>, groups: VideoGroup[]): Promise<ListedGroup[]> {
  const listed = groups.map(
    (group): ListedGroup => ({
      ...group,
      sources: { online: 0, offline: 0, abnormal: 0 },
      types: [],
      batches: 0,
    }),
  )
  const byId = new Map(listed.map((group) => [group.id, group]))
  const ids = [...byId.keys()]
  const sources = await inChunks(ids, (part) =>
    db
      .selectFrom('video_group_members')
      .innerJoin('video_sources', 'video_sources.id', 'video_group_members.source_id')
      .select((eb) => ['group_id', 'status', 'type', eb.fn.countAll<number>().as('n')])
      .where('group_id', 'in', part)
      .groupBy(['group_id', 'status', 'type'])
      .orderBy('type')
      .execute(),
  )
  for (const { group_id, status, type, n } of sources) {
    const group = byId.get(group_id)
    if (!group) continue
    group.sources[STATES[status as SourceStatus]] += Number(n)
    if (!group.types.includes(type as SourceType)) group.types.push(type as SourceType)
  }
  const batches = await inChunks(ids, (part) =>
    db
      .selectFrom('batch_groups')
      .select((eb) => ['group_id', eb.fn.countAll<number>().as('n')])
      .where('group_id', 'in', part)
      .groupBy('group_id')
      .execute(),
  )
  for (const { group_id, n } of batches) byId.get(group_id)!.batches = Number(n)
  return listed
}
