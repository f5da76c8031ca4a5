/**
 * The reconciler: drives every job from what it is towards what it was told to be. It places runs on workers that
 * ask for them, believes only reports that carry the present epoch, and takes back runs whose owner fell silent.
 */
import {
  ALGORITHMS,
  type Algorithms,
  type Assignment,
  type BlobStore,
  blobName,
  type Clock,
  channelsOf,
  type DeploymentStore,
  type EngineLink,
  endOfRun,
  type Job,
  type JobError,
  type JobEvent,
  type JobState,
  type JobStore,
  type JobSummary,
  LARGEST_CLIP,
  type OrderStore,
  type ResultRow,
  type ResultStore,
  type Row,
  type RunReport,
  type RunSpec,
  TRANSITIONS,
  transition,
} from '@vigia/core'
import { keepPictures } from '../blobs/index.js'
import { StoreFull } from '../store/index.js'
import { BackOff } from './back-off.js'
import { FollowServices } from './follow-services.js'
import { Freezes, type FreezesDeps } from './freezes.js'
import { OneAfterOther } from './one-after-other.js'
import { Placement } from './placement.js'
import { Renewals } from './renewals.js'
import { meaningOf } from './reports.js'
import { Schedules } from './schedules.js'
import { SettleOrders } from './settle-orders.js'

/** What the engine tells the log; pino fits. */
export interface EngineLog {
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

export interface EngineDeps {
  jobs: JobStore
  deployments: DeploymentStore
  orders: OrderStore
  projects: FreezesDeps['projects']
  results: ResultStore
  blobs: BlobStore
  /** Those that come with the platform, when left out. */
  algorithms?: Algorithms
  /** Monotonic milliseconds: waits must not grow or end when somebody sets the wall clock. */
  clock: Clock
  /** Schedules are by the time of day. */
  wallClock: Clock
  log: EngineLog
  /** What the job's next run reads, its registered source looked up; undefined when that is gone. */
  resolve(job: Job): Promise<RunSpec | undefined>
  /** How long a run stays owned without a renewal, milliseconds. */
  leaseMs: number
  /** Called when there is work for a worker, and when results wait for delivery. Hints: polling must suffice. */
  onPlace(): void
  onResults(): void
}

/** In these a run may be owned, so that its owner can be lost. */
const OWNED_STATES: JobState[] = TRANSITIONS.filter((row) => row.event === 'lost').map((row) => row.from)
/** A run of a job in one of these is told to end. */
const ENDING: readonly JobState[] = ['STOPPING', 'DELETING', 'FREEZING']
/** Looks at a job that changes while an event is applied to it; nobody fights over one for longer. */
const LOOKS = 20
/** Rows looked at in one step; the rest follow in the next. */
const BATCH = 500

export class Engine implements EngineLink {
  private readonly backOff: BackOff
  private readonly renewals: Renewals
  private readonly schedules: Schedules
  private readonly placement: Placement
  private readonly services: FollowServices
  private readonly orders: SettleOrders
  private readonly freezes: Freezes
  private readonly steps = new OneAfterOther(() => this.step())
  private readonly unwritten = new Map<string, string>()

  constructor(private readonly deps: EngineDeps) {
    this.backOff = new BackOff(deps.clock)
    this.renewals = new Renewals(deps)
    this.schedules = new Schedules(deps)
    this.placement = new Placement(deps, this.backOff, this.renewals)
    this.services = new FollowServices(deps)
    this.orders = new SettleOrders(deps)
    this.freezes = new Freezes(deps)
  }

  /**
   * After a restart of the only process on this data folder every run of the old process is dead: they are taken
   * back at once instead of after their lease.
   */
  async takeBackAll(): Promise<void> {
    await this.schedules.tick()
    for (const job of await this.deps.jobs.inStates(OWNED_STATES, Number.MAX_SAFE_INTEGER)) {
      await this.apply(job, 'lost', {
        status: 'The server was restarted; the job is being started again.',
        cause: 'server restarted',
      })
    }
    await this.tick()
  }

  /**
   * One step of reconciliation; cheap when nothing is due. Steps follow each other: what one read of services, orders and
   * projects must not be acted on after a later one has settled them.
   */
  tick(): Promise<void> {
    return this.steps.run()
  }

  private async step(): Promise<void> {
    this.renewals.forgetOld()
    await this.schedules.tick()
    const { jobs, leaseMs } = this.deps
    // A clock set back must not keep the run of a dead owner for as long as it was set back.
    const over = [...(await jobs.expiredLeases(BATCH)), ...(await jobs.leasesBeyond(leaseMs, BATCH))]
    for (const lease of over) {
      if (this.renewals.isFresh(lease.jobId, lease.epoch)) continue
      const job = await this.deps.jobs.find(lease.jobId)
      if (!job) continue
      this.deps.log.warn({ job: job.id, epoch: lease.epoch, owner: lease.owner }, 'lease expired')
      await this.apply(job, 'lost', {
        status: 'The worker that ran this job fell silent; another run is being started.',
        cause: `lease of ${lease.owner} expired`,
        epoch: lease.epoch,
      })
    }
    await this.services.tick()
    await this.orders.tick()
    await this.freezes.tick()
    for (const job of await this.deps.jobs.inStates([...ENDING], BATCH)) {
      const lease = await this.deps.jobs.lease(job.id)
      if (!lease) await this.finish(job)
    }
  }

  claim(worker: string, free: number): Promise<Assignment[]> {
    return this.placement.claim(worker, free)
  }

  async renew(
    worker: string,
    held: { jobId: string; epoch: number }[],
  ): Promise<{ lost: string[]; stop: string[] }> {
    const kept = new Set(await this.renewals.renew(worker, held))
    const stop: string[] = []
    for (const jobId of kept) {
      const job = await this.deps.jobs.find(jobId)
      if (job && ENDING.includes(job.state)) stop.push(jobId)
    }
    return { lost: held.filter((h) => !kept.has(h.jobId)).map((h) => h.jobId), stop }
  }

  async report(jobId: string, epoch: number, report: RunReport): Promise<boolean> {
    const job = await this.deps.jobs.find(jobId)
    if (!job) return false
    this.deps.log.info({ job: jobId, epoch, report: report.kind, state: job.state }, 'report')
    if (report.kind === 'progress') return this.deps.jobs.noteProgress(jobId, epoch, report.progress)
    // What ends has said why.
    if (report.kind === 'starting')
      return ENDING.includes(job.state) || this.setStatus(job, report.status, epoch)
    const meaning = meaningOf(report, epoch)
    const { status, cause } =
      report.kind === 'crashed'
        ? this.crashed(jobId, meaning.status)
        : { status: meaning.status, cause: report.kind }
    try {
      const taken = await this.apply(job, meaning.event, { status, error: meaning.error, cause, epoch })
      this.unwritten.delete(jobId)
      return taken
    } catch (error) {
      if (error instanceof StoreFull && status !== undefined) this.unwritten.set(jobId, status)
      throw error
    }
  }

  /** Why a job is as it is, where the disk was too full to write it down; undefined when what is stored holds. */
  unwrittenStatus(jobId: string): string | undefined {
    return this.unwritten.get(jobId)
  }

  async append(jobId: string, epoch: number, rows: ResultRow[]): Promise<boolean> {
    const job = await this.deps.jobs.find(jobId)
    if (!job) return false
    const algorithm = (this.deps.algorithms ?? ALGORITHMS).get(job.serviceName)
    const kept = await keepPictures(this.deps.blobs, rows)
    const stored = await this.deps.results.append(jobId, epoch, kept, (row) =>
      channelsOf(job.spec.output, algorithm, row.envelope),
    )
    if (stored) {
      for (const row of rows)
        this.deps.log.info({ job: jobId, epoch, seq: row.sequence, message: row.messageId }, 'result stored')
      this.deps.onResults()
    }
    return stored
  }

  async clip(jobId: string, epoch: number, messageId: string, mp4: Uint8Array): Promise<boolean> {
    const { results, blobs } = this.deps
    const result = await results.byMessageId(messageId)
    if (result?.jobId !== jobId || result.epoch !== epoch || mp4.length > LARGEST_CLIP) return false
    const name = blobName(result, 'mp4')
    await blobs.put(name, mp4)
    const kept = await results.addClip(jobId, epoch, messageId, { name, bytes: mp4.length })
    if (kept) {
      this.deps.log.info({ job: jobId, epoch, message: messageId, bytes: mp4.length }, 'clip stored')
      this.deps.onResults()
    } else if (result.clipName === undefined) await blobs.remove([name])
    return kept
  }

  private crashed(jobId: string, status: string | undefined): { status: string | undefined; cause: string } {
    const { count, waitMs } = this.backOff.crashed(jobId)
    const wait = waitMs > 0 ? ` Start ${count} of this series follows in ${waitMs / 1000} s.` : ''
    return { status: `${status ?? ''}${wait}`, cause: 'analysis process ended unexpectedly' }
  }

  /** Applies an event by the table; a state that moved meanwhile is read again. False: fenced or not legal here. */
  private async apply(
    job: JobSummary,
    event: JobEvent,
    why: { status: string | undefined; error?: JobError | undefined; cause: string; epoch?: number | null },
  ): Promise<boolean> {
    let current: JobSummary | undefined = job
    for (let look = 0; current && look < LOOKS; look++) {
      const row = transition(current.state, endOfRun(event, current.state, current.desired))
      if (!row) return false
      const rests = row.event === 'rested'
      const changed = await this.deps.jobs.change({
        jobId: job.id,
        expectState: row.from,
        expectDesired: current.desired,
        state: row.to,
        status: this.statusAfter(row, current, why.status),
        error: rests ? undefined : why.error,
        cause: why.cause,
        actor: 'engine',
        release: row.effects.includes('release'),
        ...(why.epoch === undefined ? {} : { expectEpoch: why.epoch }),
      })
      if (changed) {
        this.deps.log.info({ job: job.id, from: row.from, to: row.to, cause: why.cause }, 'state')
        if (row.to === 'DELETING' && row.effects.includes('release')) await this.deps.jobs.remove(job.id)
        if (row.effects.includes('place')) this.deps.onPlace()
        return true
      }
      const lease = await this.deps.jobs.lease(job.id)
      if (why.epoch !== undefined && (lease?.epoch ?? null) !== why.epoch) return false
      current = await this.deps.jobs.find(job.id)
    }
    return false
  }

  private statusAfter(row: Row, job: JobSummary, said: string | undefined): string | undefined {
    if (row.event === 'rested') return this.schedules.status(job)
    // Why it stops, or freezes, was said when it was told to.
    return row.from === 'STOPPING' || row.from === 'FREEZING' ? job.status : said
  }

  /** A job that is told to end and that nobody runs: it has ended. */
  private async finish(job: JobSummary): Promise<void> {
    this.backOff.forget(job.id)
    this.unwritten.delete(job.id)
    await this.apply(job, job.state === 'FREEZING' ? 'frozen' : 'stopped', {
      status: undefined,
      cause: { DELETING: 'deleted', FREEZING: 'frozen' }[job.state as string] ?? 'stopped',
      epoch: null,
    })
  }

  private async setStatus(job: JobSummary, status: string, epoch?: number): Promise<boolean> {
    if (job.status === status) return true
    return this.deps.jobs.change({
      jobId: job.id,
      expectState: job.state,
      expectDesired: job.desired,
      state: job.state,
      status,
      cause: 'status',
      actor: 'engine',
      ...(epoch === undefined ? {} : { expectEpoch: epoch }),
    })
  }
}
