/**
 * Gives waiting jobs to workers that ask: those first that had a worker before, then in the order of `queueOf`. Whoever
 * is not given out is told why, in `status`: PENDING waits for a slot, LACK_OF_RESOURCES for a stream of its order or
 * service.
 */
import {
  type Assignment,
  type Clock,
  type Job,
  type JobChange,
  type JobStore,
  type JobSummary,
  nextState,
  queueOf,
  type RunSpec,
  type StreamLimit,
  streamsIn,
  type WaitingJob,
} from '@vigia/core'
import type { BackOff } from './back-off.js'
import { changeBy } from './changes.js'
import type { Renewals } from './renewals.js'
import { type Allowance, allowanceOf, type StreamLimitsDeps } from './stream-limits.js'

export interface PlacementDeps extends StreamLimitsDeps {
  jobs: JobStore
  wallClock: Clock
  log: { info(fields: object, text: string): void }
  /** What the job's next run reads, its registered source looked up; undefined when that is gone. */
  resolve(job: Job): Promise<RunSpec | undefined>
  /** How long a run stays owned without a renewal, milliseconds. */
  leaseMs: number
}

/** Jobs looked at in one step that wait for the same; those behind them come when these have gone. */
const MOST_ALIKE = 500
/** Jobs told in one step why they wait, in one transaction of some 80 ms; the rest follow in the next. */
const MOST_TOLD = 500

export class Placement {
  constructor(
    private readonly deps: PlacementDeps,
    private readonly backOff: BackOff,
    private readonly renewals: Renewals,
  ) {}

  async claim(worker: string, free: number): Promise<Assignment[]> {
    const { jobs } = this.deps
    const assignments: Assignment[] = []
    const place = async (job: JobSummary, limits: readonly StreamLimit[]): Promise<void> => {
      const assignment = await this.place(job, worker, limits)
      if (assignment) assignments.push(assignment)
    }
    for (const state of ['RECOVERING', 'UPGRADING'] as const) {
      for (const job of await jobs.toRun(state, MOST_ALIKE)) {
        if (assignments.length >= free || !this.backOff.mayStart(job.id) || (await this.isHeard(job.id)))
          continue
        await place(job, [])
      }
    }
    const told: JobChange[] = []
    const judge = new Judge(this.deps)
    let ahead = 0
    for (const job of queueOf(await jobs.waiting(MOST_ALIKE), await jobs.laneStreams())) {
      if (!this.backOff.mayStart(job.id)) continue
      const { limits, refusal } = await judge.hear(job)
      if (refusal !== undefined) told.push(...lacking(job, refusal))
      else if (assignments.length < free) await place(job, limits)
      else told.push(...waitingForSlot(job, ahead++))
    }
    if (told.length > 0) await this.tell(told)
    return assignments
  }

  private async place(
    job: JobSummary,
    worker: string,
    limits: readonly StreamLimit[],
  ): Promise<Assignment | undefined> {
    const { jobs, log, leaseMs } = this.deps
    const lease = await jobs.claim(job.id, job.state, worker, leaseMs, limits, job.generation)
    if (!lease) return undefined
    this.renewals.note(job.id, lease.epoch)
    log.info({ job: job.id, epoch: lease.epoch, worker }, 'placed')
    const to = nextState(job.state, 'claimed')
    if (to !== job.state) log.info({ job: job.id, from: job.state, to, cause: 'placed' }, 'state')
    // With its spec; the release may be another one since it was looked for.
    const placed = await jobs.find(job.id)
    // Only a job that is being deleted outlives its source.
    const spec = placed && (await this.deps.resolve(placed))
    if (!spec) return undefined
    const { id: jobId, projectId, name, serviceName, serviceVersion } = placed
    const { epoch, progress } = lease
    const run = { jobId, projectId, name, serviceName, serviceVersion, epoch, spec }
    return progress ? { ...run, progress } : run
  }

  /** Whoever starts a lost run anew has it, though by a wall clock that was set its lease is over. */
  private async isHeard(jobId: string): Promise<boolean> {
    const lease = await this.deps.jobs.lease(jobId)
    return lease !== undefined && this.renewals.isFresh(jobId, lease.epoch)
  }

  private async tell(changes: JobChange[]): Promise<void> {
    const now = changes.slice(0, MOST_TOLD)
    const done = await this.deps.jobs.changeAll(now)
    now.forEach(({ jobId, expectState: from, state: to, cause }, i) => {
      if (done[i] && from !== to) this.deps.log.info({ job: jobId, from, to, cause }, 'state')
    })
  }
}

/** Asks for each job of one pass whether there is a stream for it; who was let through first takes one away. */
class Judge {
  /** By what jobs have in common: thousands may wait for one order. */
  private readonly allowances = new Map<string, Allowance>()
  private readonly promised = new Map<string, number>()
  private readonly streams = new Map<string, number>()

  constructor(private readonly deps: PlacementDeps) {}

  async hear(job: WaitingJob): Promise<Allowance> {
    const allowance = await this.allowanceOf(job)
    if (allowance.refusal !== undefined) return allowance
    for (const { scope, most, words } of allowance.limits) {
      const key = JSON.stringify(scope)
      if (!this.streams.has(key)) this.streams.set(key, streamsIn(await this.deps.jobs.countsWithin(scope)))
      if (this.streams.get(key)! + (this.promised.get(key) ?? 0) >= most) return { refusal: words }
    }
    for (const { scope } of allowance.limits) {
      const key = JSON.stringify(scope)
      this.promised.set(key, (this.promised.get(key) ?? 0) + 1)
    }
    return allowance
  }

  private async allowanceOf(job: WaitingJob): Promise<Allowance> {
    const key = JSON.stringify([job.projectId, job.serviceName, job.orderId])
    const known = this.allowances.get(key)
    if (known) return known
    const allowance = await allowanceOf(this.deps, job, this.deps.wallClock.now())
    this.allowances.set(key, allowance)
    return allowance
  }
}

function lacking(job: JobSummary, status: string): JobChange[] {
  if (job.state === 'LACK_OF_RESOURCES') return job.status === status ? [] : [said(job, status)]
  const change = changeBy(job, 'no_resources', { status, cause: 'no stream is free', actor: 'engine' })
  return change ? [change] : []
}

function waitingForSlot(job: JobSummary, ahead: number): JobChange[] {
  const status = `Waiting for a free analysis slot: all slots are busy, ${queue(ahead)}. Stop another job or raise VIGIA_SLOTS.`
  if (job.state === 'PENDING') return job.status === status ? [] : [said(job, status)]
  const change = changeBy(job, 'resources', { status, cause: 'a stream is free', actor: 'engine' })
  return change ? [change] : []
}

/** Coarse beyond the first: each place that a long queue moves up must not cost a row for every job in it. */
function queue(ahead: number): string {
  if (ahead === 0) return 'it is next in line'
  if (ahead === 1) return '1 job is ahead of it'
  const steps = [1_000, 500, 200, 100, 50, 20].find((step) => ahead > step)
  return `${steps === undefined ? ahead : `more than ${steps}`} jobs are ahead of it`
}

const said = (job: JobSummary, status: string): JobChange => ({
  jobId: job.id,
  expectState: job.state,
  expectDesired: job.desired,
  state: job.state,
  status,
  cause: 'status',
  actor: 'engine',
})
