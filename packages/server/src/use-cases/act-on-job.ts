/** Start, stop and delete: the user's events of the state machine. */
import { ApiError } from '@vigia/contract'
import {
  type Job,
  type JobChange,
  type JobState,
  type JobSummary,
  planAt,
  TRANSITIONS,
  transition,
} from '@vigia/core'
import { findJob } from './find-job.js'
import type { Caller, JobDeps } from './job-deps.js'
import { requireModelsOf } from './require-models.js'
import { requireOrder } from './require-order.js'
import { requireService } from './require-service.js'

export type Action = 'start' | 'stop' | 'delete'

/** A job that changes under every one of this many looks is being fought over; the caller may try again. */
const TRIES = 20

/**
 * Writes down what the user wants and wakes the engine, which does it.
 * @param serviceName the service by which an older client addresses the job
 * @returns the job as it was before
 * @throws ApiError VIAS.00010007 for an unknown job, VIAS.00010012 when its state, its service or its order
 * does not allow the action
 */
export async function actOnJob(
  deps: JobDeps,
  caller: Caller,
  jobId: string,
  action: Action,
  serviceName?: string,
): Promise<Job> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const job = await findJob(deps, caller, jobId, serviceName)
    const change = changeBy(deps, job, action, caller.userName)
    if (action === 'start') {
      await requireService(deps, job.projectId, job.serviceName, action)
      await requireOrder(deps, job)
      await requireModelsOf(deps, job)
    }
    const changed = await deps.jobs.change(change)
    if (changed) {
      deps.log.info({ job: jobId, from: job.state, to: change.state, cause: action }, 'state')
      deps.wake()
      return job
    }
  }
  throw new ApiError('VIAS.00010012', `${action}: the job keeps changing its state; try again`)
}

/**
 * The action as a change of the job as it was read.
 * @throws ApiError VIAS.00010012 when its state does not allow the action
 */
export function changeBy(
  deps: Pick<JobDeps, 'clock'>,
  job: JobSummary,
  action: Action,
  actor: string,
): JobChange {
  const row = transition(job.state, action)
  if (!row) throw notAllowed(job.state, action)
  return {
    jobId: job.id,
    expectState: job.state,
    // A start follows the schedule.
    ...(action === 'start' ? { expectGeneration: job.generation } : {}),
    state: row.to,
    ...wanted(deps, job, action, row.to),
    cause: action,
    actor,
    release: row.effects.includes('release'),
  }
}

/** Start arms the schedule, stop and delete disarm it. */
function wanted(
  deps: Pick<JobDeps, 'clock'>,
  job: JobSummary,
  action: Action,
  to: JobState,
): Pick<JobChange, 'desired' | 'nextAt' | 'status' | 'error'> {
  // Why it is not running any more is that its user said so.
  if (action !== 'start') return { desired: action, nextAt: null, status: undefined, error: job.error }
  // "Try again now" of a job that runs: its plan stays. Else a new run has its own story to tell.
  if (to !== 'PENDING') return { status: undefined, error: undefined }
  const plan = planAt(job.schedule, deps.clock.now())
  return { desired: plan.desired, nextAt: plan.nextAt ?? null, status: plan.status, error: undefined }
}

function notAllowed(state: JobState, action: Action): ApiError {
  const legal = TRANSITIONS.filter((row) => row.event === action).map((row) => row.from)
  return new ApiError(
    'VIAS.00010012',
    `${action}: the job is ${state}; ${action} is allowed in ${legal.join(', ')}`,
  )
}
