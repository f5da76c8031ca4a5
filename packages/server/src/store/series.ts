/** Series in SQL: what there is of a job, the points of a range by the primary key, and their own retention. */
import {
  GRIDS,
  type Grid,
  MINUTE_MS,
  type Series,
  type SeriesKind,
  type SeriesStore,
  type Sums,
} from '@vigia/core'
import type { ExpressionBuilder, Kysely } from 'kysely'
import { inTransaction } from './errors.js'
import type { Tables } from './schema.js'

/** Points deleted in one transaction: some 10 ms, between which others have their turn. */
const PRUNE_POINTS = 2_000

export class SqlSeriesStore implements SeriesStore {
  constructor(private readonly db: Kysely<Tables>) {}

  async ofJob(projectId: string, jobId: string): Promise<Series[]> {
    const rows = await this.db
      .selectFrom('series')
      .selectAll()
      .select((eb) => [edgeOf(eb, 'min').as('first_at'), edgeOf(eb, 'max').as('last_at')])
      .where('job_id', '=', jobId)
      .where('project_id', '=', projectId)
      .orderBy('event_type')
      .orderBy('id')
      .execute()
    return rows.flatMap((row) =>
      row.first_at === null || row.last_at === null
        ? []
        : [
            {
              id: Number(row.id),
              jobId: row.job_id,
              projectId: row.project_id,
              key: row.key,
              kind: row.kind as SeriesKind,
              eventType: Number(row.event_type),
              name: row.name,
              place: row.place === null ? undefined : (JSON.parse(row.place) as unknown),
              firstAt: Number(row.first_at),
              lastAt: Number(row.last_at),
            },
          ],
    )
  }

  async read(seriesId: number, grid: Grid, from: number, to: number, limit: number): Promise<Sums[]> {
    return this.db
      .selectFrom('series_points')
      .select(['at', 'points', 'sum', 'least', 'most', 'seconds'])
      .where('series_id', '=', seriesId)
      .where('grid', '=', grid)
      .where('at', '>=', from)
      .where('at', '<', to)
      .orderBy('at')
      .limit(limit)
      .execute()
  }

  async prune(olderThan: number): Promise<number> {
    const all = await this.db
      .selectFrom('series')
      .leftJoin('jobs', 'jobs.id', 'series.job_id')
      .select(['series.id', 'jobs.id as job'])
      .execute()
    let removed = 0
    for (const { id, job } of all) {
      const before = job === null ? Number.MAX_SAFE_INTEGER : olderThan
      for (const grid of GRIDS)
        for (let some = PRUNE_POINTS; some === PRUNE_POINTS; removed += some)
          some = await this.pruneSome(id, grid, before)
      removed += await this.removeEmpty(id)
    }
    return removed
  }

  private pruneSome(seriesId: number, grid: Grid, before: number): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      const old = await tx
        .selectFrom('series_points')
        .select('at')
        .where('series_id', '=', seriesId)
        .where('grid', '=', grid)
        .where('at', '<', before)
        .orderBy('at')
        .limit(PRUNE_POINTS)
        .execute()
      const last = old.at(-1)
      if (!last) return 0
      await tx
        .deleteFrom('series_points')
        .where('series_id', '=', seriesId)
        .where('grid', '=', grid)
        .where('at', '<=', last.at)
        .execute()
      return old.length
    })
  }

  private async removeEmpty(seriesId: number): Promise<number> {
    const done = await inTransaction(this.db, (tx) =>
      tx
        .deleteFrom('series')
        .where('id', '=', seriesId)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('series_points')
                .select('series_points.at')
                .where('series_points.series_id', '=', seriesId),
            ),
          ),
        )
        .executeTakeFirst(),
    )
    return Number(done.numDeletedRows)
  }
}

/** The first or the last minute of each series: one step in the primary key. */
const edgeOf = (eb: ExpressionBuilder<Tables, 'series'>, which: 'min' | 'max') =>
  eb
    .selectFrom('series_points')
    .select(({ fn }) => fn.agg<number | null>(which, ['series_points.at']).as('at'))
    .whereRef('series_points.series_id', '=', 'series.id')
    .where('series_points.grid', '=', MINUTE_MS)
