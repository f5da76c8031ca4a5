/**
 * Where the buckets of a range begin, by the wall clock of a time zone: a day has 23 or 25 hours when clocks change,
 * and an hour that they read twice is two buckets.
 */
import { DAY_MS, firstMomentFrom } from '../schedule/wall-time.js'
import type { Zone } from '../schedule/zone.js'

export const BUCKETS = ['minute', 'hour', 'day', 'week', 'month'] as const
export type Bucket = (typeof BUCKETS)[number]

const SMALL = { minute: 60_000, hour: 3_600_000 } as const
/** 1970-01-01, day 0, was a Thursday: three days after a Monday. */
const DAYS_SINCE_MONDAY = 3

/**
 * The beginnings of all buckets that hold a part of [from, to), and the end of the last: one number more than buckets.
 * Undefined when there are more than `most` buckets.
 * @param from @param to milliseconds UTC, from < to
 */
export function bucketEdges(
  zone: Zone,
  bucket: Bucket,
  from: number,
  to: number,
  most: number,
): number[] | undefined {
  const edges = [floorOf(zone, bucket, from)]
  while (edges.at(-1)! < to) {
    if (edges.length > most) return undefined
    edges.push(nextOf(zone, bucket, edges.at(-1)!))
  }
  return edges
}

function floorOf(zone: Zone, bucket: Bucket, ms: number): number {
  const wall = ms + zone.offsetAt(ms)
  if (bucket === 'minute' || bucket === 'hour') return ms - modulo(wall, SMALL[bucket])
  return firstMomentFrom(zone, dayOf(bucket, wall, 0))
}

function nextOf(zone: Zone, bucket: Bucket, edge: number): number {
  const wall = edge + zone.offsetAt(edge)
  if (bucket === 'minute' || bucket === 'hour') return edge + SMALL[bucket] - modulo(wall, SMALL[bucket])
  return firstMomentFrom(zone, dayOf(bucket, wall, 1))
}

/** Midnight, as a wall time, of the first day of the bucket that is `later` buckets after the one that holds `wall`. */
function dayOf(bucket: 'day' | 'week' | 'month', wall: number, later: number): number {
  const day = Math.floor(wall / DAY_MS)
  if (bucket === 'day') return (day + later) * DAY_MS
  if (bucket === 'week') return (day - modulo(day + DAYS_SINCE_MONDAY, 7) + 7 * later) * DAY_MS
  const date = new Date(wall)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1)
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by
