/**
 * Sends what is due. Deliveries of one lane (one channel of a job, one subscription) leave one after the other, so that
 * results arrive in order as long as they arrive; `receivers.ts` says to whom, `lanes.ts` how many at once. The store's
 * claims make sure that what a dead process held is sent again.
 */
import {
  type ChannelName,
  type Clock,
  type Delivery,
  type DeliveryAttempt,
  type DeliveryLane,
  type DeliveryStore,
  laneKey,
} from '@vigia/core'
import type { Channel, Outcome } from './channel.js'
import { OpenLanes } from './lanes.js'
import { Receivers } from './receivers.js'
import { retryWait, SWITCH_OFF_AFTER_MS } from './schedule.js'

/** What the deliverer tells the log; pino fits. */
export interface DeliveryLog {
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

export interface DelivererDeps {
  deliveries: DeliveryStore
  channels: Record<ChannelName, Channel>
  clock: Clock
  log: DeliveryLog
  /** Milliseconds by a clock that nobody sets: how long attempts take. */
  elapsed?: () => number
  /** 0 ≤ value < 1; moves the retries by up to a tenth. */
  random?: () => number
  /** How long an attempt may take, milliseconds; default 15,000. */
  timeoutMs?: number
  /** Fires when an attempt of `ms` has taken too long; default `AbortSignal.timeout`. */
  deadline?: (ms: number) => AbortSignal
}

const TIMEOUT_MS = 15_000
/** Longer than an attempt and its notes can take: a claim that outlives it belongs to a dead process. */
const CLAIM_MS = 60_000
/** Attempts of a lane before others get their turn. */
const TURN = 20
const POLL_MS = 1_000
/** How long it is taken for granted where a lane leads to. */
const RECEIVER_KNOWN_MS = 30_000
const RECEIVERS_KNOWN = 10_000

export class Deliverer {
  private readonly receivers = new Receivers()
  private readonly receiverOf = new Map<string, { key: string; until: number }>()
  private readonly lanes: OpenLanes
  private readonly elapsed: () => number
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> = Promise.resolve()
  private isLooking = false
  private lookAgain = false
  private running = false
  /** What failed before this process started has been taken into account. */
  private hasRecalled = false

  constructor(private readonly deps: DelivererDeps) {
    this.elapsed = deps.elapsed ?? (() => performance.now())
    this.lanes = new OpenLanes(this.elapsed)
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
  }

  /** Resolves when nothing is under way any more and nothing more may start now. */
  async settled(): Promise<void> {
    while (this.isLooking || this.lanes.size > 0) {
      await this.looking
      await this.lanes.ended()
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
    for (const lane of await this.deps.deliveries.failingLanes())
      this.receivers.failedBefore(await this.receiver(lane), lane)
    this.hasRecalled = true
  }

  private async openLanes(): Promise<void> {
    for (const lane of this.lanes.inTurn(await this.deps.deliveries.dueLanes())) {
      if (this.lanes.isFull() || !this.running) return
      if (this.lanes.has(lane)) continue
      const place = this.receivers.enter(await this.receiver(lane), this.deps.clock.now())
      if (place) this.openLane(lane, place)
    }
  }

  private openLane(lane: DeliveryLane, place: { leave(): void }): void {
    const served = this.serve(lane)
      .then(
        () => true,
        (error: unknown) => {
          this.deps.log.error(
            { ...told(lane), err: error },
            'a delivery could not be noted; it is tried again',
          )
          return false
        },
      )
      .then((ended) => {
        place.leave()
        this.lanes.close(lane)
        // Without a store to note things in, only the poll may try again.
        if (ended) this.wake()
      })
    this.lanes.open(lane, served)
  }

  /** Sends what the lane has due, one attempt after the other, until something fails. */
  private async serve(lane: DeliveryLane): Promise<void> {
    const { deliveries, channels } = this.deps
    const channel = channels[lane.channel]
    for (let turn = 0; turn < TURN && this.running; turn += 1) {
      const some = await deliveries.claim(lane, channel.most, CLAIM_MS)
      if (some.length === 0) return
      this.lanes.begins(lane)
      if (!(await this.attempt(lane, channel, some))) return
    }
  }

  /** True when the next one may follow at once. */
  private async attempt(lane: DeliveryLane, channel: Channel, some: Delivery[]): Promise<boolean> {
    const { deliveries, clock } = this.deps
    const at = clock.now()
    const began = this.elapsed()
    const receiver = await this.receiver(lane)
    const deadline = this.deps.deadline ?? AbortSignal.timeout
    const outcomes = await channel.send(some, deadline(this.deps.timeoutMs ?? TIMEOUT_MS))
    const tookMs = this.elapsed() - began
    const done: { id: string; attempt: DeliveryAttempt }[] = []
    let wentWell = true
    for (const [i, delivery] of some.entries()) {
      const outcome = outcomes[i] ?? { kind: 'failed', reason: 'the channel did not tell what became of it' }
      if (outcome.kind === 'delivered') {
        done.push({ id: delivery.id, attempt: { at, tookMs, ...answerOf(outcome) } })
        this.deps.log.info(marked(delivery), 'delivered')
        continue
      }
      wentWell = false
      await this.fail(delivery, outcome, { at, tookMs, receiver })
    }
    if (done.length > 0) await deliveries.delivered(done)
    if (wentWell) for (const waiting of this.receivers.succeeded(receiver)) await deliveries.retryNow(waiting)
    return wentWell
  }

  private async fail(
    delivery: Delivery,
    outcome: Extract<Outcome, { kind: 'failed' }>,
    { at, tookMs, receiver }: { at: number; tookMs: number; receiver: string },
  ): Promise<void> {
    const { deliveries, clock, log } = this.deps
    const { lane } = delivery
    const { reason, gone, retryAfterMs = 0 } = outcome
    const now = clock.now()
    if (gone !== 'delivery') this.receivers.failed(receiver, lane, now, retryAfterMs)
    const wait = gone
      ? undefined
      : retryWait(delivery.failures + 1, (this.deps.random ?? Math.random)(), retryAfterMs)
    const attempt = { at, tookMs, error: reason, ...answerOf(outcome) }
    await deliveries.failed(delivery.id, attempt, wait === undefined ? undefined : now + wait)
    const said = { ...marked(delivery), reason }
    if (wait === undefined) log.error(said, 'delivery given up')
    else log.warn({ ...said, againInMs: wait }, 'delivery failed')
    const since = (await deliveries.trouble(lane))?.failingSince ?? now
    if (gone !== 'target' && now - since < SWITCH_OFF_AFTER_MS) return
    const why =
      gone === 'target'
        ? `switched off: ${reason}`
        : `switched off: nothing has arrived since ${new Date(since).toISOString()}; last: ${reason}`
    await deliveries.switchOff(lane, why)
    log.error({ ...told(lane), project: delivery.projectId, reason: why }, 'target switched off')
  }

  private async receiver(lane: DeliveryLane): Promise<string> {
    const name = laneKey(lane)
    const now = this.deps.clock.now()
    const known = this.receiverOf.get(name)
    if (known && known.until > now) return known.key
    // One lane that cannot be looked up must not keep the others from being served; serving it tells the error.
    const found = await this.deps.channels[lane.channel].receiverOf(lane.id).catch(() => undefined)
    const key = found === undefined ? name : `${lane.channel} ${found}`
    if (this.receiverOf.size >= RECEIVERS_KNOWN) this.receiverOf.clear()
    this.receiverOf.set(name, { key, until: now + RECEIVER_KNOWN_MS })
    return key
  }
}

const told = ({ channel, id }: DeliveryLane): object =>
  channel === 'subscription' ? { channel, subscription: id } : { channel, job: id }

const marked = ({ lane, jobId, messageId, epoch, sequence, attempts }: Delivery): object => ({
  ...told(lane),
  job: jobId,
  message: messageId,
  epoch,
  seq: sequence,
  attempt: attempts + 1,
})

const answerOf = ({ status, answer }: Outcome): Pick<DeliveryAttempt, 'status' | 'answer'> => ({
  ...(status === undefined ? {} : { status }),
  ...(answer === undefined ? {} : { answer }),
})
