/** Start, stop and delete: the user's events of the state machine. */
import { ApiError } from '@vigia/contract'
import { type Desired, type Job, type JobState, TRANSITIONS, transition } from '@vigia/core'
import { findJob } from './find-job.js'
import type { Caller, JobDeps } from './job-deps.js'

export type Action = 'start' | 'stop' | 'delete'

const DESIRED: Record<Action, Desired> = { start: 'run', stop: 'stop', delete: 'delete' }
/** A job that changes under every one of this many looks is being fought over; the caller may try again. */
const TRIES = 20

/**
 * Writes down what the user wants and wakes the engine, which does it.
 * @returns the job as it was before
 * @throws ApiError VIAS.00010007 for an unknown job, VIAS.00010012 when its state does not allow the action
 */
export async function actOnJob(deps: JobDeps, caller: Caller, jobId: string, action: Action): Promise<Job> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const job = await findJob(deps, caller, jobId)
    const row = transition(job.state, action)
    if (!row) throw notAllowed(job.state, action)
    const changed = await deps.jobs.change({
      jobId,
      expectState: job.state,
      state: row.to,
      desired: DESIRED[action],
      // A new run has its own story to tell.
      status: action === 'start' ? undefined : job.status,
      error: action === 'start' ? undefined : job.error,
      cause: action,
      actor: caller.userName,
      release: row.effects.includes('release'),
    })
    if (changed) {
      deps.log.info({ job: jobId, from: row.from, to: row.to, cause: action }, 'state')
      deps.wake()
      return job
    }
  }
  throw new ApiError('VIAS.00010012', `${action}: the job keeps changing its state; try again`)
}

function notAllowed(state: JobState, action: Action): ApiError {
  const legal = TRANSITIONS.filter((row) => row.event === action).map((row) => row.from)
  return new ApiError(
    'VIAS.00010012',
    `${action}: the job is ${state}; ${action} is allowed in ${legal.join(', ')}`,
  )
}
