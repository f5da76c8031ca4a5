/** A page of one service's jobs, by the filters of the services before VIAS. */
import type { LegacyListQuery } from '@vigia/contract'
import type { JobFilter, JobSummary } from '@vigia/core'
import { findAlgorithm } from './find-algorithm.js'
import type { Caller, JobDeps } from './job-deps.js'
import { statesBehind } from './list-jobs.js'

/** @throws ApiError VIAS.00010002 for a service that is not there */
export async function listServiceJobs(
  deps: Pick<JobDeps, 'jobs' | 'algorithms'>,
  { projectId }: Caller,
  serviceName: string,
  query: LegacyListQuery,
): Promise<{ jobs: JobSummary[]; total: number }> {
  findAlgorithm(deps, serviceName)
  const [sortBy, direction] = query.order.split(':') as [NonNullable<JobFilter['sortBy']>, string]
  return deps.jobs.list({
    projectId,
    serviceNames: [serviceName],
    ...(query.state === undefined ? {} : { states: statesBehind(query.state) }),
    ...(query.name_like === undefined ? {} : { nameLike: query.name_like }),
    ...(query.id_like === undefined ? {} : { idLike: query.id_like }),
    ...(query.service_version === undefined ? {} : { serviceVersion: query.service_version }),
    ...(query.created_since === undefined ? {} : { createdSince: query.created_since }),
    ...(query.created_until === undefined ? {} : { createdUntil: query.created_until }),
    sortBy,
    sortDir: direction === 'ASC' ? 'asc' : 'desc',
    offset: query.offset,
    limit: query.limit,
  })
}
