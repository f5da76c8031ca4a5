/** Changes of a job as the table of states has them, guarded by all that they were computed from. */
import {
  isStarted,
  JOB_STATES,
  type JobChange,
  type JobEvent,
  type JobSummary,
  nextState,
  transition,
} from '@vigia/core'

type Why = Pick<JobChange, 'status' | 'cause' | 'actor'>
type More = Partial<Pick<JobChange, 'desired' | 'nextAt' | 'serviceVersion' | 'expectEpoch'>>

/** @returns undefined when the event is not legal in the job's state */
export function changeBy(job: JobSummary, event: JobEvent, why: Why & More): JobChange | undefined {
  const row = transition(job.state, event)
  if (!row) return undefined
  return {
    jobId: job.id,
    expectState: row.from,
    expectDesired: job.desired,
    expectGeneration: job.generation,
    state: row.to,
    release: row.effects.includes('release'),
    ...why,
  }
}

export const STOPPABLE = JOB_STATES.filter((state) => nextState(state, 'stop') !== undefined)

/** The engine stops a job for good, as its user would; undefined when there is nothing to stop. */
export const stopped = (job: JobSummary, why: Why): JobChange | undefined =>
  // STOPPING with a job that is still wanted: its window closed, and it shall not wait for the next one.
  isStarted(job.desired) ? changeBy(job, 'stop', { ...why, desired: 'stop', nextAt: null }) : undefined
