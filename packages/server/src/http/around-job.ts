/** What of a job's surroundings its details show. */
import type { Job } from '@vigia/core'
import { groupNames, type JobDeps, orderOf } from '../use-cases/index.js'
import type { Around } from './present-job.js'

export async function aroundOf(
  deps: Pick<JobDeps, 'video' | 'orders' | 'deliveries'>,
  job: Job,
): Promise<Around> {
  return {
    groupName: (await groupNames(deps, [job])).get(job.sourceId ?? ''),
    order: await orderOf(deps, job),
    troubles: await deps.deliveries.jobTroubles(job.id),
  }
}
