/**
 * Opens and closes the windows of armed schedules. Due ones are found by an index; what the schedule says *now* is done,
 * once, however many boundaries passed while nobody looked.
 */
import { type Clock, type JobStore, type JobSummary, planAt, transition } from '@vigia/core'

/** Rows read at once; a tick goes on until nothing is due. */
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
      let moved = 0
      for (const job of due) if (await this.follow(job, now)) moved++
      // A job that its user changed at the same moment is looked at again by the next tick.
      if (due.length < BATCH || moved === 0) return
    }
  }

  /** Why a job rests; undefined when it is to run. */
  status(job: JobSummary): string | undefined {
    return job.desired === 'rest' ? planAt(job.schedule, this.deps.wallClock.now()).status : undefined
  }

  /** False when the job changed meanwhile. */
  private async follow(job: JobSummary, now: number): Promise<boolean> {
    const plan = planAt(job.schedule, now)
    const event = plan.desired === 'run' ? 'window_opened' : 'window_closed'
    // While the job is frozen, or ends, or ended by itself, the schedule only notes what it will be.
    const row = transition(job.state, event)
    const state = row?.to ?? job.state
    const rests = state === 'PENDING' && plan.desired === 'rest'
    const begins = row?.event === 'window_opened'
    const changed = await this.deps.jobs.change({
      jobId: job.id,
      expectState: job.state,
      expectDesired: job.desired,
      state,
      desired: plan.desired,
      nextAt: plan.nextAt ?? null,
      status: begins ? undefined : rests ? plan.status : job.status,
      error: begins ? undefined : job.error,
      cause: event === 'window_opened' ? 'window of the schedule opened' : 'window of the schedule closed',
      actor: 'schedule',
    })
    if (!changed) return false
    this.deps.log.info({ job: job.id, from: job.state, to: state, cause: event }, 'schedule')
    if (plan.desired === 'run') this.deps.onPlace()
    return true
  }
}
