/** Jobs as the wire shows them: v1 and v2 details and list rows, secrets masked, what does not apply left out. */
import type { TaskDetailsV1, TaskDetailsV2, TaskListV1, TaskListV2 } from '@vigia/contract'
import { isStarted, type Job, type JobSummary, maskUrl, scheduleToWire, stateOnV1 } from '@vigia/core'
import type { JobDeps, JobPage } from '../use-cases/index.js'
import { parameterSheet } from './parameter-sheet.js'
import { masked, presentInput } from './present-input.js'

/** Characters of `error.message` (seed table 4). */
const LONGEST_ERROR = 512

export type PresentDeps = Pick<JobDeps, 'algorithms' | 'unwrittenStatus'>

/** What is shown of an algorithm. */
interface Shown {
  serviceId: string
  title: string
  company: string
  type: 'cloud' | 'edge'
  /** `task_config` */
  sheet: string
}

function common(job: Job, algorithm: Shown, deps: PresentDeps) {
  const { input, output } = job.spec
  return {
    id: job.id,
    name: job.name,
    creator: job.creator,
    project_id: job.projectId,
    ...(job.description === undefined ? {} : { description: job.description }),
    release_id: algorithm.serviceId,
    created_at: iso(job.createdAt),
    updated_at: iso(job.updatedAt),
    ...statusOf(job, deps),
    ...(job.error
      ? { error: { code: job.error.code, message: job.error.message.slice(0, LONGEST_ERROR) } }
      : {}),
    ...scheduleOf(job),
    input: presentInput(input),
    output: {
      ...(output.webhook
        ? {
            webhook: {
              url: maskUrl(output.webhook.url),
              headers: masked(output.webhook.headers),
              ...(output.webhook.dataCategory ? { data_category: output.webhook.dataCategory } : {}),
            },
          }
        : {}),
      event_center: output.eventCenter,
    },
    config: { common: job.spec.common },
    video_source_name: job.sourceName,
    title: algorithm.title,
    company: algorithm.company,
    task_config: algorithm.sheet,
  }
}

export function detailsV1(job: Job, deps: PresentDeps): TaskDetailsV1 {
  const algorithm = algorithmOf(job, deps)
  return {
    ...common(job, algorithm, deps),
    state: stateOnV1(job.state) as TaskDetailsV1['state'],
    type: algorithm.type,
  }
}

export function detailsV2(job: Job, deps: PresentDeps): TaskDetailsV2 {
  const algorithm = algorithmOf(job, deps)
  return {
    ...common(job, algorithm, deps),
    state: job.state,
    type: algorithm.type,
    service_id: algorithm.serviceId,
    algorithm_publish_id: algorithm.serviceId,
  }
}

function row(job: JobSummary, algorithm: Shown, deps: PresentDeps) {
  return {
    id: job.id,
    name: job.name,
    title: algorithm.title,
    type: algorithm.type,
    video_source_name: job.sourceName,
    // Milliseconds as text in lists, ISO 8601 in details: the two forms of the documented pages.
    created_at: String(job.createdAt),
    updated_at: iso(job.updatedAt),
    ...statusOf(job, deps),
  }
}

/** What a job says that has not been looked at yet, or stands far behind in a long queue. */
const WAITING = 'Waiting for a free analysis slot.'
const waits = ({ state, desired }: JobSummary): boolean => state === 'PENDING' && desired === 'run'

export function statusOf(job: JobSummary, deps: PresentDeps): { status?: string } {
  const status = deps.unwrittenStatus(job.id) ?? job.status ?? (waits(job) ? WAITING : undefined)
  return status === undefined ? {} : { status }
}

function scheduleOf({ schedule, desired }: JobSummary) {
  if (!schedule) return {}
  return {
    schedule_status: isStarted(desired) ? ('ACTIVATED' as const) : ('INACTIVATED' as const),
    schedule: scheduleToWire(schedule),
  }
}

export const iso = (ms: number): string => new Date(ms).toISOString()

export const listV1 = (page: JobPage, deps: PresentDeps): TaskListV1 =>
  pageOf(page, (job) => {
    const algorithm = algorithmOf(job, deps)
    return { ...row(job, algorithm, deps), state: stateOnV1(job.state), company: algorithm.company }
  })

export const listV2 = (page: JobPage, deps: PresentDeps): TaskListV2 =>
  pageOf(page, (job) => {
    const algorithm = algorithmOf(job, deps)
    const { serviceId } = algorithm
    const ids = { service_id: serviceId, algorithm_publish_id: serviceId }
    return { ...row(job, algorithm, deps), state: job.state, ...ids }
  })

function pageOf<T>({ jobs, total, page, pageSize }: JobPage, toRow: (job: JobSummary) => T) {
  return { count: jobs.length, total, tasks: jobs.map(toRow), page, page_size: pageSize }
}

/** A job outlives the algorithm it was made for: what is left to show is the service's name. */
function algorithmOf(job: JobSummary, { algorithms }: PresentDeps): Shown {
  const algorithm = algorithms.get(job.serviceName)
  if (!algorithm) return { serviceId: '', title: job.serviceName, company: '', type: 'cloud', sheet: '' }
  const { serviceId, titleEn: title, company, type } = algorithm
  return { serviceId, title, company, type, sheet: parameterSheet(algorithm) }
}
