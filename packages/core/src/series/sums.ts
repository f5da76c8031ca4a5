/** Points of a series put together: what is known of a stretch of time. */

/** Points of one series within a stretch of time. */
export interface Sums {
  /** Beginning of the stretch, milliseconds UTC. */
  at: number
  /** Points in it, at least 1. */
  points: number
  sum: number
  least: number
  most: number
  /** Seconds that the points stand for; 0 for levels. */
  seconds: number
}

/**
 * One entry per bucket, undefined where there is no point.
 * @param edges beginnings of the buckets and the end of the last, ascending
 * @param sums ascending; what lies outside the edges is left out
 */
export function intoBuckets(edges: readonly number[], sums: Iterable<Sums>): (Sums | undefined)[] {
  const buckets: (Sums | undefined)[] = new Array(Math.max(0, edges.length - 1)).fill(undefined)
  let i = 0
  for (const one of sums) {
    if (one.at < edges[0]!) continue
    while (i < buckets.length && one.at >= edges[i + 1]!) i++
    if (i === buckets.length) break
    buckets[i] = together(buckets[i], one, edges[i]!)
  }
  return buckets
}

function together(before: Sums | undefined, one: Sums, at: number): Sums {
  if (!before) return { ...one, at }
  return {
    at,
    points: before.points + one.points,
    sum: before.sum + one.sum,
    least: Math.min(before.least, one.least),
    most: Math.max(before.most, one.most),
    seconds: before.seconds + one.seconds,
  }
}
