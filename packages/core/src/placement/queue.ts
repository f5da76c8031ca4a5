/**
 * Who is next where analysis slots are short. Pure. Projects share equally: next is one that has the fewest streams.
 * Within a project the higher priority comes first; within a priority each batch and the single jobs beside them share
 * equally, so that a thousand members do not keep one camera waiting; then who waits longest. Nothing that runs is ended
 * for it.
 */
import type { Priority } from '../job/job.js'

/** What shares a project's part: the members of one batch, or all jobs that are in none. */
export interface Lane {
  projectId: string
  batchId: string | undefined
}

export interface Waiting extends Lane {
  priority: Priority
  /** Since when it waits, integer milliseconds UTC. */
  since: number
}

export interface LaneStreams extends Lane {
  /** Jobs of the lane that have a worker, or had one and get it back. */
  streams: number
}

const URGENCY: Record<Priority, number> = { high: 0, normal: 1, low: 2 }

/** @returns all who wait, in the order in which free slots go to them */
export function queueOf<W extends Waiting>(waiting: readonly W[], running: readonly LaneStreams[]): W[] {
  const streams = new Map<string, number>()
  const add = (lane: Lane, count: number): void => {
    for (const key of [lane.projectId, laneOf(lane)]) streams.set(key, (streams.get(key) ?? 0) + count)
  }
  const has = (key: string): number => streams.get(key) ?? 0
  for (const lane of running) add(lane, lane.streams)

  const projects = lanesByProject(waiting)
  const order: W[] = []
  while (projects.size > 0) {
    const heads = [...projects.values()].map((lanes) =>
      least(lanes, (a, b) => {
        const [one, two] = [a[0]!, b[0]!]
        return (
          URGENCY[one.priority] - URGENCY[two.priority] ||
          has(laneOf(one)) - has(laneOf(two)) ||
          one.since - two.since
        )
      }),
    )
    const lane = least(heads, ([a], [b]) => has(a!.projectId) - has(b!.projectId) || a!.since - b!.since)
    const next = lane.shift()!
    order.push(next)
    add(next, 1)
    if (lane.length > 0) continue
    const left = projects.get(next.projectId)!.filter((other) => other !== lane)
    if (left.length > 0) projects.set(next.projectId, left)
    else projects.delete(next.projectId)
  }
  return order
}

const laneOf = ({ projectId, batchId = '' }: Lane): string => `${projectId} ${batchId}`

/** The lanes of each project; within a lane the most urgent, then the longest waiting first. */
function lanesByProject<W extends Waiting>(waiting: readonly W[]): Map<string, W[][]> {
  const sorted = waiting.toSorted((a, b) => URGENCY[a.priority] - URGENCY[b.priority] || a.since - b.since)
  const lanes = groupBy(sorted, laneOf)
  return groupBy([...lanes.values()], ([head]) => head!.projectId)
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** The first one that none comes before; the list holds at least one. */
const least = <T>(of: readonly T[], compare: (a: T, b: T) => number): T =>
  of.reduce((best, one) => (compare(one, best) < 0 ? one : best))
