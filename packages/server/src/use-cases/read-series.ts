/** The series of a job, and one of them over a range in buckets of a time zone. */
import type { SeriesPoints, SeriesPointsQuery, TaskSeries } from '@vigia/contract'
import {
  bucketEdges,
  type Clock,
  type Grid,
  gridFor,
  intoBuckets,
  type JobStore,
  MINUTE_MS,
  type Series,
  type SeriesStore,
  type Sums,
  type Zone,
} from '@vigia/core'
import { findJob } from './find-job.js'
import { invalid } from './invalid.js'
import type { Caller } from './job-deps.js'
import { localTime, zoneNamed } from './time-zones.js'

export interface SeriesDeps {
  jobs: JobStore
  series: SeriesStore
  clock: Clock
}

/** Buckets, or minutes, of one answer: about 1.5 MB. */
const MOST = 10_000
/** Rows read at once: a few milliseconds, between which other requests have their turn. */
const AT_ONCE = 5_000
const DAY_MS = 86_400_000

/** @throws ApiError VIAS.00010007 */
export async function listSeries(deps: SeriesDeps, caller: Caller, jobId: string): Promise<TaskSeries> {
  const job = await findJob(deps, caller, jobId)
  const series = (await deps.series.ofJob(caller.projectId, job.id)).map((one) => ({
    series: one.key,
    kind: one.kind,
    event_type: one.eventType,
    name: one.name,
    ...(one.place === undefined ? {} : { place: one.place }),
    first_at: new Date(one.firstAt).toISOString(),
    last_at: new Date(one.lastAt).toISOString(),
  }))
  return { count: series.length, series }
}

/** @throws ApiError VIAS.00010007, VIAS.00010002 for a series that is not there, VIAS.00010001 for the range or zone */
export async function readSeries(
  deps: SeriesDeps,
  caller: Caller,
  jobId: string,
  query: SeriesPointsQuery,
): Promise<SeriesPoints> {
  const job = await findJob(deps, caller, jobId)
  const { bucket, time_zone } = query
  const zone = zoneNamed(time_zone)
  const to = query.to ?? deps.clock.now()
  const from = query.from ?? Math.max(0, to - DAY_MS)
  if (from >= to) throw invalid(`from: is not before to (${to}); give a time before it`)
  const series = (await deps.series.ofJob(caller.projectId, job.id)).find(({ key }) => key === query.series)
  if (!series)
    throw invalid(
      `series: this job has no series ${query.series}; GET …/tasks/${job.id}/series tells which it has`,
    )
  const points =
    bucket === 'none'
      ? await minutes(deps.series, series, zone, from, to)
      : await buckets(deps.series, series, zone, edgesOf(zone, bucket, from, to))
  const { key, kind, name } = series
  return { series: key, kind, name, bucket, time_zone, count: points.length, points }
}

type Point = SeriesPoints['points'][number]

function edgesOf(
  zone: Zone,
  bucket: Exclude<SeriesPointsQuery['bucket'], 'none'>,
  from: number,
  to: number,
): number[] {
  const edges = bucketEdges(zone, bucket, from, to, MOST)
  if (edges) return edges
  throw invalid(
    `bucket: from and to are more than ${MOST} buckets of a ${bucket} apart; give a shorter range or longer buckets`,
  )
}

async function buckets(
  store: SeriesStore,
  { id, kind }: Series,
  zone: Zone,
  edges: number[],
): Promise<Point[]> {
  const sums: Sums[] = []
  for await (const some of read(store, id, gridFor(edges), edges[0]!, edges.at(-1)!)) sums.push(...some)
  return intoBuckets(edges, sums).map((one, i) => toPoint(kind, zone, edges[i]!, edges[i + 1]!, one))
}

async function minutes(
  store: SeriesStore,
  { id, kind }: Series,
  zone: Zone,
  from: number,
  to: number,
): Promise<Point[]> {
  const begin = Math.floor(from / MINUTE_MS) * MINUTE_MS
  const sums: Sums[] = []
  for await (const some of read(store, id, MINUTE_MS, begin, to)) {
    sums.push(...some)
    if (sums.length > MOST)
      throw invalid(`bucket: more than ${MOST} minutes have points; give a shorter range or longer buckets`)
  }
  return sums.map((one) => toPoint(kind, zone, one.at, one.at + MINUTE_MS, one))
}

async function* read(
  store: SeriesStore,
  id: number,
  grid: Grid,
  from: number,
  to: number,
): AsyncGenerator<Sums[]> {
  for (let next = from; ; ) {
    const some = await store.read(id, grid, next, to, AT_ONCE)
    yield some
    if (some.length < AT_ONCE) return
    next = some.at(-1)!.at + 1
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function toPoint(kind: Series['kind'], zone: Zone, at: number, until: number, sums: Sums | undefined): Point {
  const common = { at: localTime(zone, at), until: localTime(zone, until), results: sums?.points ?? 0 }
  if (kind === 'count') return { ...common, sum: sums?.sum ?? 0, seconds: sums?.seconds ?? 0 }
  return {
    ...common,
    mean: sums ? sums.sum / sums.points : null,
    min: sums?.least ?? null,
    max: sums?.most ?? null,
  }
}
