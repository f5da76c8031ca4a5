/** Jobs as the wire shows them: v1 and v2 details and list rows, secrets masked, what does not apply left out. */
import type { TaskDetailsV1, TaskDetailsV2, TaskListV1, TaskListV2 } from '@vigia/contract'
import {
  BUILT_IN_PACKAGE_ID,
  isStarted,
  type Job,
  type JobSummary,
  type LaneTrouble,
  type Order,
  OWNED,
  orderWarning,
  releaseOf,
  scheduleToWire,
  stateOnV1,
} from '@vigia/core'
import type { JobDeps, JobPage } from '../use-cases/index.js'
import { taskSheet } from './parameter-sheet.js'
import { presentInput } from './present-input.js'
import { presentOutput } from './present-output.js'

/** Characters of `error.message` (seed table 4). */
const LONGEST_ERROR = 512
const LONGEST_STATUS = 4096

/** What of a job's surroundings is shown with it. */
export interface Around {
  /** Groups of the registered source that it reads, comma-separated. */
  groupName?: string | undefined
  /** The order whose streams it uses. */
  order?: Order | undefined
  /** Its channels that fail or were switched off. */
  troubles?: LaneTrouble[]
}

export type PresentDeps = Pick<JobDeps, 'algorithms' | 'unwrittenStatus' | 'clock'>

/** What is shown of an algorithm and of the job's release. */
interface Shown {
  serviceId: string
  publishId: string
  title: string
  company: string
  type: 'cloud' | 'edge'
  /** `task_config` */
  sheet: string
}

function common(job: Job, algorithm: Shown, deps: PresentDeps, around: Around) {
  const { input, output } = job.spec
  const { groupName, order } = around
  return {
    id: job.id,
    name: job.name,
    creator: job.creator,
    project_id: job.projectId,
    ...(job.description === undefined ? {} : { description: job.description }),
    release_id: algorithm.serviceId,
    created_at: iso(job.createdAt),
    updated_at: iso(job.updatedAt),
    ...statusOf(job, deps, around),
    ...(job.error
      ? { error: { code: job.error.code, message: job.error.message.slice(0, LONGEST_ERROR) } }
      : {}),
    ...scheduleOf(job),
    input: presentInput(input),
    output: presentOutput(output),
    config: { common: job.spec.common },
    video_source_name: job.sourceName,
    ...(groupName === undefined ? {} : { group_name: groupName }),
    title: algorithm.title,
    company: algorithm.company,
    ...orderedWith(job, order),
    priority: job.priority,
    task_config: algorithm.sheet,
  }
}

export function detailsV1(job: Job, deps: PresentDeps, around: Around = {}): TaskDetailsV1 {
  const algorithm = algorithmOf(job, deps)
  return {
    ...common(job, algorithm, deps, around),
    state: stateOnV1(job.state) as TaskDetailsV1['state'],
    type: algorithm.type,
  }
}

export function detailsV2(job: Job, deps: PresentDeps, around: Around = {}): TaskDetailsV2 {
  const algorithm = algorithmOf(job, deps)
  return {
    ...common(job, algorithm, deps, around),
    state: job.state,
    type: algorithm.type,
    service_id: algorithm.serviceId,
    algorithm_publish_id: algorithm.publishId,
  }
}

function row(job: JobSummary, algorithm: Shown, deps: PresentDeps, order: Order | undefined) {
  return {
    id: job.id,
    name: job.name,
    title: algorithm.title,
    company: algorithm.company,
    release_id: algorithm.serviceId,
    ...orderedWith(job, order),
    type: algorithm.type,
    video_source_name: job.sourceName,
    // Milliseconds as text in lists, ISO 8601 in details: the two forms of the documented pages.
    created_at: String(job.createdAt),
    updated_at: iso(job.updatedAt),
    ...statusOf(job, deps, { order }),
  }
}

/** What a job says that has not been looked at yet, or stands far behind in a long queue. */
const WAITING = 'Waiting for a free analysis slot.'
const waits = ({ state, desired }: JobSummary): boolean => state === 'PENDING' && desired === 'run'

/** Why the job is as it is; behind it what its user ought to know: an order about to end, results that do not arrive. */
export function statusOf(
  job: JobSummary,
  deps: PresentDeps,
  { order, troubles = [] }: Around,
): { status?: string } {
  const status = deps.unwrittenStatus(job.id) ?? job.status ?? (waits(job) ? WAITING : undefined)
  const warning = order && OWNED.includes(job.state) ? orderWarning(order, deps.clock.now()) : undefined
  const text = [status, warning, ...troubles.map(troubleText)].filter((part) => part !== undefined).join(' ')
  return text === '' ? {} : { status: text.slice(0, LONGEST_STATUS) }
}

const troubleText = ({ lane, failingSince, offSince, reason }: LaneTrouble): string =>
  offSince === undefined
    ? `Results do not arrive at output.${lane.channel} since ${iso(failingSince)}: ${reason}; they are tried again.`
    : `Results are no longer sent to output.${lane.channel} since ${iso(offSince)}: ${reason}; correct it and switch the target on, then replay them.`

const orderedWith = ({ orderId }: JobSummary, order: Order | undefined) => ({
  ...(orderId === undefined ? {} : { resource_order_id: orderId }),
  package_id: order?.packageId ?? BUILT_IN_PACKAGE_ID,
})

function scheduleOf({ schedule, desired }: JobSummary) {
  if (!schedule) return {}
  return {
    schedule_status: isStarted(desired) ? ('ACTIVATED' as const) : ('INACTIVATED' as const),
    schedule: scheduleToWire(schedule),
  }
}

export const iso = (ms: number): string => new Date(ms).toISOString()

/** @param groupNames by the id of the registered source */
export const listV1 = (
  page: JobPage,
  deps: PresentDeps,
  groupNames: ReadonlyMap<string, string>,
): TaskListV1 =>
  pageOf(page, (job, order) => {
    const group = groupNames.get(job.sourceId ?? '')
    return {
      ...row(job, algorithmOf(job, deps), deps, order),
      state: stateOnV1(job.state),
      ...(group === undefined ? {} : { group_name: group }),
    }
  })

export const listV2 = (page: JobPage, deps: PresentDeps): TaskListV2 =>
  pageOf(page, (job, order) => {
    const algorithm = algorithmOf(job, deps)
    const ids = { service_id: algorithm.serviceId, algorithm_publish_id: algorithm.publishId }
    return { ...row(job, algorithm, deps, order), state: job.state, ...ids }
  })

function pageOf<T>(
  { jobs, orders, total, page, pageSize }: JobPage,
  toRow: (job: JobSummary, order: Order | undefined) => T,
) {
  const tasks = jobs.map((job) => toRow(job, orders.get(job.orderId ?? '')))
  return { count: jobs.length, total, tasks, page, page_size: pageSize }
}

/** A job outlives the algorithm and the release it was made for: what is left to show is the service's name. */
export function algorithmOf(
  job: { serviceName: string; serviceVersion?: string },
  { algorithms }: Pick<PresentDeps, 'algorithms'>,
): Shown {
  const algorithm = algorithms.get(job.serviceName)
  const release = releaseOf(algorithm, job.serviceVersion ?? '')
  const ofRelease = { publishId: release?.algId ?? '', sheet: release ? taskSheet(release) : '' }
  if (!algorithm) return { ...ofRelease, serviceId: '', title: job.serviceName, company: '', type: 'cloud' }
  const { serviceId, titleEn: title, company, type } = algorithm
  return { ...ofRelease, serviceId, title, company, type }
}
