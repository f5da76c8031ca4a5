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

/** What waits in one lane, who is next first. */
interface Line<W> {
  waiting: W[]
  streams: number
}

interface Project<W> {
  lines: Line<W>[]
  streams: number
  /** The line whose first one is next. Found once: thousands of jobs in hundreds of lanes are asked for with each claim. */
  next: Line<W>
}

/** @returns all who wait, in the order in which free slots go to them; equals in the order given */
export function queueOf<W extends Waiting>(waiting: readonly W[], running: readonly LaneStreams[]): W[] {
  let projects = projectsOf(waiting, running)
  const order: W[] = []
  while (projects.length > 0) {
    const project = least(
      projects,
      (a, b) => a.streams - b.streams || headOf(a.next).since - headOf(b.next).since,
    )
    const line = project.next
    order.push(line.waiting.shift()!)
    line.streams++
    project.streams++
    if (line.waiting.length === 0) project.lines = project.lines.filter((other) => other !== line)
    if (project.lines.length > 0) project.next = nextOf(project.lines)
    else projects = projects.filter((other) => other !== project)
  }
  return order
}

const nextOf = <W extends Waiting>(lines: Line<W>[]): Line<W> =>
  least(lines, (a, b) => {
    const [one, two] = [headOf(a), headOf(b)]
    return URGENCY[one.priority] - URGENCY[two.priority] || a.streams - b.streams || one.since - two.since
  })

const headOf = <W>({ waiting }: Line<W>): W => waiting[0]!

const laneOf = ({ projectId, batchId = '' }: Lane): string => `${projectId} ${batchId}`

function projectsOf<W extends Waiting>(waiting: readonly W[], running: readonly LaneStreams[]): Project<W>[] {
  const streams = new Map<string, number>()
  for (const lane of running)
    for (const key of [lane.projectId, laneOf(lane)]) streams.set(key, (streams.get(key) ?? 0) + lane.streams)

  const sorted = waiting.toSorted((a, b) => URGENCY[a.priority] - URGENCY[b.priority] || a.since - b.since)
  const lines = [...groupBy(sorted, laneOf)].map(
    ([lane, line]): Line<W> => ({ waiting: line, streams: streams.get(lane) ?? 0 }),
  )
  return [...groupBy(lines, (line) => headOf(line).projectId)].map(([projectId, ofProject]) => ({
    lines: ofProject,
    streams: streams.get(projectId) ?? 0,
    next: nextOf(ofProject),
  }))
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
