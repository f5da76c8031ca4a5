/** Create: one job per input item, all or none; a new job starts at once. */
import { ApiError, type CreateTaskV1 } from '@vigia/contract'
import { inputName, type Job, type JobSpec, NameTaken, planAt } from '@vigia/core'
import { findAlgorithm, findVersion } from './find-algorithm.js'
import type { Caller, JobDeps } from './job-deps.js'
import { checkSchedulable, toSchedule } from './job-schedule.js'
import { toSpecs } from './job-spec.js'

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
  const serviceVersion = findVersion(algorithm, body.service_version)
  const schedule = body.schedule && toSchedule(body.schedule)
  const specs = await toSpecs(deps, algorithm, body)
  if (schedule) checkSchedulable(specs.map(({ input }) => input))
  await checkQuota(deps, caller, specs.length)
  const stem = body.name ?? `${serviceName}-${deps.ids.hex32().slice(0, 8)}`
  const now = deps.clock.now()
  // A job is started by creating it; its schedule is armed by that.
  const { desired, nextAt, status } = planAt(schedule, now)
  const jobs = specs.map(
    (spec): Job => ({
      id: deps.ids.hex32(),
      projectId: caller.projectId,
      name: nameOf(stem, spec, specs.length),
      description: body.description,
      creator: caller.userName,
      serviceName,
      serviceVersion,
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
      orderId: undefined,
      templateId: undefined,
      priority: 'normal',
      spec,
    }),
  )
  try {
    await deps.jobs.insert(jobs)
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error
    throw new ApiError('VIAS.00010011', `name: "${error.jobName}" is taken by another job of this project`)
  }
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
