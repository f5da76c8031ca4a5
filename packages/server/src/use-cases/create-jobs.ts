/** Create: one job per input item, all or none; a new job starts at once. */
import { ApiError, type CreateTaskV1 } from '@vigia/contract'
import { firstUse, inputName, type Job, type JobSpec, NameTaken, planAt } from '@vigia/core'
import { findAlgorithm, findRelease } from './find-algorithm.js'
import type { Caller, JobDeps } from './job-deps.js'
import { checkSchedulable, toSchedule } from './job-schedule.js'
import { toSpecs } from './job-spec.js'
import { orderFor } from './require-order.js'
import { requireService } from './require-service.js'

/** Jobs a project may have (VAS documents 5000 a user). */
export const JOB_QUOTA = 5_000
const LONGEST_NAME = 100

/** @throws ApiError naming the field; nothing is stored then */
export async function createJobs(
  deps: JobDeps,
  caller: Caller,
  serviceName: string,
  body: CreateTaskV1,
): Promise<Job[]> {
  const algorithm = findAlgorithm(deps, serviceName)
  const { projectId } = caller
  const deployment = await requireService(deps, projectId, serviceName, 'create')
  const release = findRelease(algorithm, body.service_version ?? deployment?.version)
  const orderId = await orderFor(deps, projectId, serviceName, body.resource_order_id)
  const schedule = body.schedule && toSchedule(body.schedule)
  const specs = await toSpecs(deps, release, body)
  if (schedule) checkSchedulable(specs.map(({ input }) => input))
  await checkQuota(deps, caller, specs.length)
  const stem = body.name ?? `${serviceName}-${deps.ids.hex32().slice(0, 8)}`
  const now = deps.clock.now()
  // A job is started by creating it; its schedule is armed by that.
  const { desired, nextAt, status } = planAt(schedule, now)
  const jobs = specs.map(
    (spec): Job => ({
      id: deps.ids.hex32(),
      projectId,
      name: nameOf(stem, spec, specs.length),
      description: body.description,
      creator: caller.userName,
      serviceName,
      serviceVersion: release.version,
      desired,
      state: 'PENDING',
      status,
      error: undefined,
      generation: 1,
      createdAt: now,
      updatedAt: now,
      schedule,
      nextAt,
      sourceName: inputName(spec.input),
      batchId: undefined,
      sourceId: undefined,
      orderId,
      templateId: undefined,
      priority: body.priority ?? 'normal',
      spec,
    }),
  )
  try {
    await deps.jobs.insert(jobs)
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error
    throw new ApiError('VIAS.00010011', `name: "${error.jobName}" is taken by another job of this project`)
  }
  if (!deployment) await deps.deployments.putFirst(firstUse(projectId, serviceName, release.version, now))
  for (const { id, state } of jobs) deps.log.info({ job: id, service: serviceName, state }, 'job stored')
  deps.wake()
  return jobs
}

async function checkQuota(deps: JobDeps, { projectId }: Caller, more: number): Promise<void> {
  const total = await deps.jobs.count(projectId)
  if (total + more <= JOB_QUOTA) return
  throw new ApiError(
    'VIAS.0010048',
    `the project has ${total} jobs, ${more} more would pass the limit of ${JOB_QUOTA}`,
  )
}

/** A published sample job carries `-0` behind the user's stem: several inputs are told apart by their index. */
function nameOf(stem: string, { input }: JobSpec, inputs: number): string {
  const name = inputs === 1 ? stem : `${stem}-${input.index}`
  if (name.length <= LONGEST_NAME) return name
  throw new ApiError(
    'VIAS.00010001',
    `name: "${name}" is longer than ${LONGEST_NAME} characters; shorten the name, with several inputs the index is appended to it`,
  )
}
