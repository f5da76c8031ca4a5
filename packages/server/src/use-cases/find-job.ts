/** A job of the caller's project; another project's job does not exist for them. */
import { ApiError } from '@vigia/contract'
import type { Job, Order } from '@vigia/core'
import type { Caller, JobDeps } from './job-deps.js'

/**
 * @param serviceName older clients address a job by its service too; below another one it does not exist
 * @throws ApiError VIAS.00010007
 */
export async function findJob(
  deps: Pick<JobDeps, 'jobs'>,
  caller: Caller,
  jobId: string,
  serviceName?: string,
): Promise<Job> {
  const job = await deps.jobs.get(caller.projectId, jobId)
  if (!job || (serviceName !== undefined && job.serviceName !== serviceName))
    throw new ApiError('VIAS.00010007', `task_id: there is no job ${jobId} in this project`)
  return job
}

/** The order that the job runs on. */
export const orderOf = async (
  { orders }: Pick<JobDeps, 'orders'>,
  { orderId }: Job,
): Promise<Order | undefined> => (orderId === undefined ? undefined : orders.find(orderId))
