/**
 * Opens and closes the windows of armed schedules. Due ones are found by an index; what the schedule says *now* is done,
 * once, however many boundaries passed while nobody looked.
 */
import { type Clock, type JobChange, type JobStore, type JobSummary, planAt, transition } from '@vigia/core'

/** Jobs in one transaction, some 80 ms (bench/RESULTS.md); a tick goes on until nothing is due. */
const BATCH = 500

interface SchedulesDeps {
  jobs: JobStore
  wallClock: Clock
  log: { info(fields: object, text: string): void }
  onPlace(): void
}

export class Schedules {
  constructor(private readonly deps: SchedulesDeps) {}

  async tick(): Promise<void> {
    for (;;) {
      const now = this.deps.wallClock.now()
      const due = await this.deps.jobs.dueSchedules(now, BATCH)
      const changes = due.map((job) => following(job, now))
      const done = changes.length > 0 ? await this.deps.jobs.changeAll(changes) : []
      due.forEach((job, i) => {
        if (done[i]) this.tell(job, changes[i]!)
      })
      // A job that its user changed at the same moment is looked at again by the next tick.
      if (due.length < BATCH || !done.includes(true)) return
    }
  }

  /** Why a job rests; undefined when it is to run. */
  status(job: JobSummary): string | undefined {
    return job.desired === 'rest' ? planAt(job.schedule, this.deps.wallClock.now()).status : undefined
  }

  private tell(job: JobSummary, { state, desired, cause }: JobChange): void {
    this.deps.log.info({ job: job.id, from: job.state, to: state, cause }, 'schedule')
    if (desired === 'run') this.deps.onPlace()
  }
}

/** What the schedule says now, as a change of the job. */
function following(job: JobSummary, now: number): JobChange {
  const plan = planAt(job.schedule, now)
  const event = plan.desired === 'run' ? 'window_opened' : 'window_closed'
  // While the job is frozen, or ends, or ended by itself, the schedule only notes what it will be.
  const row = transition(job.state, event)
  const state = row?.to ?? job.state
  const rests = state === 'PENDING' && plan.desired === 'rest'
  const begins = row?.event === 'window_opened'
  return {
    jobId: job.id,
    expectState: job.state,
    expectDesired: job.desired,
    expectGeneration: job.generation,
    state,
    desired: plan.desired,
    nextAt: plan.nextAt ?? null,
    status: begins ? undefined : rests ? plan.status : job.status,
    error: begins ? undefined : job.error,
    cause: event === 'window_opened' ? 'window of the schedule opened' : 'window of the schedule closed',
    actor: 'schedule',
  }
}
