/** Puts the numbers of new results into their series, within the transaction that stores the results. */
import { GRIDS, type Grid, gridMoment, type NewResult, pointsOf, type SeriesPoint } from '@vigia/core'
import { sql, type Transaction } from 'kysely'
import type { SeriesPointTable, Tables } from './schema.js'

/** @param row a result that was not known before: it is counted once */
export async function appendToSeries(tx: Transaction<Tables>, row: NewResult): Promise<void> {
  const points = pointsOf(row.eventType, row.envelope)
  if (points.length === 0) return
  const ids = await idsOf(tx, row, points)
  const rows = points.flatMap((point) =>
    GRIDS.map((grid) => toPointRow(ids.get(point.about.key)!, grid, row.at, point)),
  )
  await tx
    .insertInto('series_points')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['series_id', 'grid', 'at']).doUpdateSet({
        points: sql`series_points.points + excluded.points`,
        sum: sql`series_points.sum + excluded.sum`,
        least: sql`case when excluded.least < series_points.least then excluded.least else series_points.least end`,
        most: sql`case when excluded.most > series_points.most then excluded.most else series_points.most end`,
        seconds: sql`series_points.seconds + excluded.seconds`,
      }),
    )
    .execute()
}

/** Series that are new are made; of the others name and place follow the newest message. */
async function idsOf(
  tx: Transaction<Tables>,
  { jobId, projectId }: NewResult,
  points: SeriesPoint[],
): Promise<Map<string, number>> {
  const known = await tx
    .selectFrom('series')
    .select(['id', 'key', 'name', 'place'])
    .where('job_id', '=', jobId)
    .execute()
  const byKey = new Map(known.map((series) => [series.key, series]))
  const ids = new Map(known.map(({ key, id }) => [key, Number(id)]))
  for (const { about } of points) {
    const { key, kind, name, eventType } = about
    const place = about.place === undefined ? null : JSON.stringify(about.place)
    const before = byKey.get(key)
    if (!before && !ids.has(key)) {
      const id = await nextId(tx)
      await tx
        .insertInto('series')
        .values({ id, job_id: jobId, project_id: projectId, key, kind, event_type: eventType, name, place })
        .execute()
      ids.set(key, id)
    } else if (before && (before.name !== name || before.place !== place))
      await tx.updateTable('series').set({ name, place }).where('id', '=', before.id).execute()
  }
  return ids
}

async function nextId(tx: Transaction<Tables>): Promise<number> {
  const { last } = await tx
    .selectFrom('series')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  return Number(last ?? 0) + 1
}

const toPointRow = (
  series_id: number,
  grid: Grid,
  at: number,
  { value, seconds }: SeriesPoint,
): SeriesPointTable => ({
  series_id,
  grid,
  at: gridMoment(grid, at, seconds),
  points: 1,
  sum: value,
  least: value,
  most: value,
  seconds,
})
