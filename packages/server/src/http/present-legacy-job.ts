/** Jobs as the services before VIAS showed them: config under its older name, service and version beside it. */
import type { LegacyTaskDetails, LegacyTaskList } from '@vigia/contract'
import { type Job, type JobSummary, stateOnV1 } from '@vigia/core'
import { type Around, detailsV2, iso, type PresentDeps, statusOf } from './present-job.js'

type LegacyState = LegacyTaskDetails['state']

export function detailsLegacy(job: Job, deps: PresentDeps, around: Around): LegacyTaskDetails {
  const { service_id: _, algorithm_publish_id: __, ...details } = detailsV2(job, deps, around)
  return {
    ...details,
    state: stateOnV1(job.state) as LegacyState,
    service_name: job.serviceName,
    service_version: job.serviceVersion,
    service_config: details.config,
  }
}

export function listLegacy(
  { jobs, total }: { jobs: JobSummary[]; total: number },
  deps: PresentDeps,
): LegacyTaskList {
  const tasks = jobs.map((job) => ({
    id: job.id,
    name: job.name,
    ...(job.description === undefined ? {} : { description: job.description }),
    service_name: job.serviceName,
    service_version: job.serviceVersion,
    state: stateOnV1(job.state) as LegacyState,
    ...statusOf(job, deps, {}),
    video_source_name: job.sourceName,
    created_at: iso(job.createdAt),
    updated_at: iso(job.updatedAt),
  }))
  return { count: total, tasks }
}
