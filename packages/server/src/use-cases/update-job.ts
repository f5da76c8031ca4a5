/** Update: name and description at any time, everything else while no run exists. */
import { isDeepStrictEqual } from 'node:util'
import { ApiError, type UpdateTask } from '@vigia/contract'
import { type Job, NameTaken, nextState } from '@vigia/core'
import { findAlgorithm } from './find-algorithm.js'
import { findJob } from './find-job.js'
import type { Caller, JobDeps } from './job-deps.js'
import { toSpecs } from './job-spec.js'

/** Looks at a job that changes its state meanwhile. */
const TRIES = 20

/**
 * Members that are absent and may be (description, config) keep their values.
 * @throws ApiError VIAS.00010012 when the change needs the job at rest
 */
export async function updateJob(
  deps: JobDeps,
  caller: Caller,
  jobId: string,
  body: UpdateTask,
): Promise<Job> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const job = await findJob(deps, caller, jobId)
    const changed = await updated(deps, job, body)
    if (await stored(deps, changed, job)) return changed
  }
  throw new ApiError('VIAS.00010012', 'update: the job keeps changing its state; try again')
}

async function updated(deps: JobDeps, job: Job, body: UpdateTask): Promise<Job> {
  const config = body.config ?? body.service_config ?? { common: job.spec.common }
  const [wanted] = await toSpecs(deps, findAlgorithm(deps, job.serviceName), { ...body, config }, job.spec)
  const spec = { ...wanted!, input: { ...wanted!.input, index: job.spec.input.index } }
  const allowed = isDeepStrictEqual(spec, job.spec)
    ? job.state !== 'DELETING'
    : nextState(job.state, 'update') !== undefined
  if (!allowed) {
    throw new ApiError(
      'VIAS.00010012',
      `update: the job is ${job.state}; stop it before changing input, output or config (name and description may change while it runs)`,
    )
  }
  return { ...job, name: body.name, description: body.description ?? job.description, spec }
}

async function stored(deps: JobDeps, changed: Job, before: Job): Promise<boolean> {
  try {
    return await deps.jobs.replaceSpec(changed, before.state)
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error
    throw new ApiError('VIAS.00010011', `name: "${error.jobName}" is taken by another job of this project`)
  }
}
