/**
 * Sends what is due. Each job has one lane, so that its results leave in order as long as they arrive; at most 16 lanes
 * are open, `receivers.ts` says to whom. The store's claims make sure that what a dead process held is sent again.
 */
import type { AddressPolicy, Clock, Delivery, Job, JobStore, ResultStore } from '@vigia/core'
import type { Agent } from 'undici'
import { checkedAgent, type Resolve } from '../network/index.js'
import { post } from './post.js'
import { Receivers } from './receivers.js'
import { retryWait } from './schedule.js'

/** What the deliverer tells the log; pino fits. */
export interface DeliveryLog {
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

export interface DelivererDeps {
  results: ResultStore
  jobs: JobStore
  policy: AddressPolicy
  clock: Clock
  log: DeliveryLog
  /** 0 ≤ value < 1; moves the retries by up to a tenth. */
  random?: () => number
  resolve?: Resolve
  /** How long an attempt may take, milliseconds; default 15,000. */
  timeoutMs?: number
  /** Fires when an attempt of `ms` has taken too long; default `AbortSignal.timeout`. */
  deadline?: (ms: number) => AbortSignal
}

const LANES = 16
const TIMEOUT_MS = 15_000
/** Longer than an attempt and its notes can take: a claim that outlives it belongs to a dead process. */
const CLAIM_MS = 60_000
/** Deliveries a lane sends before others get their turn. */
const TURN = 20
const POLL_MS = 1_000
/** How long it is taken for granted where a job's results go; each attempt reads it anew. */
const RECEIVER_KNOWN_MS = 30_000
const RECEIVERS_KNOWN = 10_000

export class Deliverer {
  private readonly agent: Agent
  private readonly receivers = new Receivers()
  private readonly receiverOf = new Map<string, { key: string; until: number }>()
  /** Open lanes by job. */
  private readonly lanes = new Map<string, Promise<void>>()
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> = Promise.resolve()
  private isLooking = false
  private lookAgain = false
  private running = false
  /** What failed before this process started has been taken into account. */
  private hasRecalled = false

  constructor(private readonly deps: DelivererDeps) {
    this.agent = checkedAgent(deps.policy, deps.resolve)
  }

  start(): void {
    if (this.running) return
    this.running = true
    this.timer = setInterval(() => this.wake(), POLL_MS)
    this.wake()
  }

  /** A hint that something is due; polling finds it too. */
  wake(): void {
    this.lookAgain = true
    if (this.running && !this.isLooking) this.looking = this.look()
  }

  /** Waits for the attempts under way; what is not yet sent goes out after the next start. */
  async stop(): Promise<void> {
    this.running = false
    clearInterval(this.timer)
    await this.settled()
    await this.agent.destroy()
  }

  /** Resolves when nothing is under way any more and nothing more may start now. */
  async settled(): Promise<void> {
    while (this.isLooking || this.lanes.size > 0) {
      await this.looking
      await Promise.all(this.lanes.values())
    }
  }

  private async look(): Promise<void> {
    this.isLooking = true
    try {
      if (!this.hasRecalled) await this.recall()
      while (this.lookAgain && this.running) {
        this.lookAgain = false
        await this.openLanes()
      }
    } catch (error) {
      this.deps.log.error({ err: error }, 'due deliveries could not be looked up; trying again')
    } finally {
      this.isLooking = false
    }
  }

  /** Without it a receiver that comes back after a restart would get what waits for it only rung by rung. */
  private async recall(): Promise<void> {
    for (const jobId of await this.deps.results.failingJobs())
      this.receivers.failedBefore(await this.knownReceiver(jobId), jobId)
    this.hasRecalled = true
  }

  private async openLanes(): Promise<void> {
    for (const jobId of await this.deps.results.dueJobs()) {
      if (this.lanes.size >= LANES || !this.running) return
      if (this.lanes.has(jobId)) continue
      const key = await this.knownReceiver(jobId)
      const place = this.receivers.enter(key, this.deps.clock.now())
      if (place) this.openLane(jobId, place)
    }
  }

  private openLane(jobId: string, place: { leave(): void }): void {
    const lane = this.serve(jobId)
      .then(
        () => true,
        (error: unknown) => {
          this.deps.log.error({ job: jobId, err: error }, 'a delivery could not be noted; it is tried again')
          return false
        },
      )
      .then((ended) => {
        place.leave()
        this.lanes.delete(jobId)
        // Without a store to note things in, only the poll may try again.
        if (ended) this.wake()
      })
    this.lanes.set(jobId, lane)
  }

  /** Sends what the job has due, one after the other, until something fails. */
  private async serve(jobId: string): Promise<void> {
    for (let sent = 0; sent < TURN && this.running; sent += 1) {
      const [delivery] = await this.deps.results.claimDeliveries(jobId, 1, CLAIM_MS)
      if (!delivery || !(await this.attempt(delivery))) return
    }
  }

  /** True when the next one may follow at once. */
  private async attempt(delivery: Delivery): Promise<boolean> {
    const { jobs, results, clock, log } = this.deps
    const [job, result] = await Promise.all([
      jobs.find(delivery.jobId),
      results.byMessageId(delivery.messageId),
    ])
    const webhook = job?.spec.output.webhook
    const number = delivery.attempts + 1
    const fields = { job: delivery.jobId, message: delivery.messageId, attempt: number }
    if (!job || !webhook || !result) {
      await results.failed(delivery.id, 'the job has no webhook any more', undefined)
      log.warn(fields, 'delivery given up: the job has no webhook any more')
      return true
    }
    const receiver = this.remember(job)
    const outcome = await post(this.agent, webhook, result, {
      timeoutMs: this.deps.timeoutMs ?? TIMEOUT_MS,
      deadline: this.deps.deadline ?? AbortSignal.timeout,
      now: () => clock.now(),
    })
    const now = clock.now()
    const mark = { ...fields, epoch: result.epoch, seq: result.sequence }
    if (outcome.kind === 'delivered') {
      await results.delivered(delivery.id)
      log.info(mark, 'delivered')
      for (const waiting of this.receivers.succeeded(receiver)) await results.retryNow(waiting)
      return true
    }
    this.receivers.failed(receiver, job.id, now, outcome.retryAfterMs)
    const wait = outcome.gone
      ? undefined
      : retryWait(number, (this.deps.random ?? Math.random)(), outcome.retryAfterMs)
    await results.failed(delivery.id, outcome.reason, wait === undefined ? undefined : now + wait)
    const said = { ...mark, reason: outcome.reason }
    if (wait === undefined) log.error(said, 'delivery given up')
    else log.warn({ ...said, againInMs: wait }, 'delivery failed')
    return false
  }

  private async knownReceiver(jobId: string): Promise<string> {
    const known = this.receiverOf.get(jobId)
    if (known && known.until > this.deps.clock.now()) return known.key
    // One job that cannot be read must not keep the others from being looked at; its lane tells the error.
    const job = await this.deps.jobs.find(jobId).catch(() => undefined)
    return job ? this.remember(job) : jobId
  }

  private remember(job: Job): string {
    const url = job.spec.output.webhook?.url ?? ''
    const key = `${job.projectId} ${URL.canParse(url) ? new URL(url).origin : job.id}`
    if (this.receiverOf.size >= RECEIVERS_KNOWN) this.receiverOf.clear()
    this.receiverOf.set(job.id, { key, until: this.deps.clock.now() + RECEIVER_KNOWN_MS })
    return key
  }
}
