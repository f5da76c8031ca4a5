/**
 * A page of a project's video sources and how many match. Filters, orders and counts are answered from indexes; only the
 * rows of the page are read and their secrets opened.
 */
import type { ListedSource, SourceFilter } from '@vigia/core'
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { inChunks } from './chunks.js'
import type { Tables } from './schema.js'
import { toSource } from './video-rows.js'

type Sources = SelectQueryBuilder<Tables, 'video_sources', unknown>

export async function listSources(
  db: Kysely<Tables>,
  secrets: SecretBox,
  filter: SourceFilter,
): Promise<{ sources: ListedSource[]; total: number }> {
  const total = await countOf(matching(db, filter))
  const page = await pageQuery(db, filter).execute()
  const rows = await inChunks(page, (part) =>
    db
      .selectFrom('video_sources')
      .selectAll()
      .where(
        'id',
        'in',
        part.map(({ id }) => id),
      )
      .execute(),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const sources = page.flatMap(({ id, jobs, templates }) => {
    const row = byId.get(id)
    // One that was deleted between the two reads is simply not there any more.
    return row ? [{ ...toSource(row, secrets), jobs: Number(jobs), templates: Number(templates) }] : []
  })
  return { sources, total }
}

export const countSources = (db: Kysely<Tables>, projectId: string): Promise<number> =>
  countOf(db.selectFrom('video_sources').where('project_id', '=', projectId))

async function countOf(sources: Sources): Promise<number> {
  const { total } = await sources
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

function pageQuery(db: Kysely<Tables>, filter: SourceFilter) {
  const { sortBy, sortDir, limit, offset } = filter
  let page = matching(db, filter)
    .select('video_sources.id')
    .select((eb) => [
      eb
        .selectFrom('jobs')
        .whereRef('jobs.source_id', '=', 'video_sources.id')
        .select((jobs) => jobs.fn.countAll<number>().as('n'))
        .as('jobs'),
      eb
        .selectFrom('templates')
        .whereRef('templates.source_id', '=', 'video_sources.id')
        .select((templates) => templates.fn.countAll<number>().as('n'))
        .as('templates'),
    ])
  if (sortBy !== 'created_at') page = page.orderBy(sortBy, sortDir)
  page = page.orderBy('video_sources.created_at', sortDir).orderBy('video_sources.id', sortDir)
  return limit === undefined ? page : page.offset(offset).limit(limit)
}

function matching(db: Kysely<Tables>, filter: SourceFilter): Sources {
  let query: Sources = db.selectFrom('video_sources').where('project_id', '=', filter.projectId)
  const { statuses, types, accessTypes, groupIds, nameLike, groupNameLike, tagLike } = filter
  if (statuses) query = query.where('status', 'in', statuses)
  if (types) query = query.where('type', 'in', types)
  if (accessTypes) query = query.where('access_type', 'in', accessTypes)
  if (nameLike !== undefined) query = query.where(holds('name', nameLike))
  if (tagLike !== undefined) query = query.where(holds('tags', tagLike))
  if (groupIds)
    query = query.where(isMember, 'in', (eb) =>
      eb
        .selectFrom('video_group_members')
        .select('video_group_members.source_id')
        .where('group_id', 'in', groupIds),
    )
  if (groupNameLike !== undefined)
    query = query.where(isMember, 'in', (eb) =>
      eb
        .selectFrom('video_group_members')
        .innerJoin('video_groups', 'video_groups.id', 'video_group_members.group_id')
        .select('video_group_members.source_id')
        .where('video_groups.project_id', '=', filter.projectId)
        .where(holds('video_groups.name', groupNameLike)),
    )
  return query
}

/** LIKE ignores case in SQLite; a part of a name does not. */
const holds = (column: string, part: string) => sql<boolean>`instr(${sql.ref(column)}, ${part}) > 0`

/** As an expression, so that the order's index is walked instead of one by id, which would cost the order. */
const isMember = sql<string>`video_sources.id || ''`
