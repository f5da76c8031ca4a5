/** One job as it must be: told of every commit, it says which was not allowed. */
import { isDeepStrictEqual } from 'node:util'
import type { Job, JobChange, JobState, Lease } from '@vigia/core'
import { type Ask, say } from './asks.js'
import { type BatchAsk, isLeftOut, sayBatch } from './batch-asks.js'
import { type Details, detailsOf, haveSameRun, updatedBy } from './details.js'
import { type Around, mayStop, must, mustHaveReason } from './reasons.js'
import { AT_REST, afterAction, ENDED, RUNS, WAITS } from './rules.js'
import { isInside, type Window } from './windows.js'
import { ORDER } from './world.js'

/** Their run is told to end and may still have its owner. */
const OWNED_ENDS: readonly JobState[] = ['STOPPING', 'DELETING', 'FREEZING']

export class JobModel {
  readonly id: string
  state: JobState = 'PENDING'
  /** What the last accepted action asks for. */
  wanted: 'run' | 'stop' | 'delete' = 'run'
  desired: Job['desired']
  details: Details
  generation = 1
  live: Lease | undefined
  /** Its owner was late once: whoever had seen the lease expired may still take the run. */
  wasLate = false
  epoch = 0
  isGone = false
  /** When the run ended by itself, and when the schedule was changed last. */
  endedAt = 0
  windowSince = 0
  release: string
  readonly isOnOrder: boolean
  readonly batchId: string | undefined
  /** Of the registered camera that it reads. */
  readonly cameraId: string | undefined
  readonly path: string[] = []

  constructor(job: Job) {
    must(job.state === 'PENDING', `created ${job.state}`)
    this.id = job.id
    this.details = detailsOf(job)
    this.desired = job.desired
    this.release = job.serviceVersion
    this.isOnOrder = job.orderId === ORDER
    this.batchId = job.batchId
    this.cameraId = job.sourceId
  }

  changed(change: JobChange, by: Ask | BatchAsk | undefined, around: Around): void {
    const { expectState, expectDesired, expectEpoch, state: to, cause } = change
    const step = `${this.state} → ${to} (${cause})`
    must(!this.isGone, `${step} of a job that is gone`)
    must(expectState === this.state, `${step}, computed from ${expectState}`)
    must(expectDesired === undefined || expectDesired === this.desired, `${step}, desired ${this.desired}`)
    must(
      expectEpoch === undefined || expectEpoch === (this.live?.epoch ?? null),
      `${step} by epoch ${expectEpoch}`,
    )
    must(
      (change.expectGeneration ?? this.generation) === this.generation,
      `${step}, computed from an old spec`,
    )
    if (by) this.obey(by, to, step)
    else {
      mustHaveReason(this, to, step, change.release === true, around)
      this.told(change, step, around)
    }
    if (to !== this.state) this.path.push(`${this.state}>${to}`)
    this.state = to
    this.desired = change.desired ?? this.desired
    if (change.release) this.live = undefined
    if (ENDED.includes(to)) this.endedAt = around.now
    must(this.fits(), `${step}, although the last accepted action wants it to ${this.wanted}`)
    must(!this.live || RUNS.includes(to) || OWNED_ENDS.includes(to), `${step} keeps its owner`)
  }

  /** The engine stopped it for good, told it to go with its batch, or gave it another release. */
  private told({ desired, serviceVersion }: JobChange, step: string, around: Around): void {
    if (desired === 'stop') {
      must(mayStop(this, around), `${step} for good, and it lacks nothing`)
      this.wanted = 'stop'
    }
    if (desired === 'delete') this.wanted = 'delete'
    if (serviceVersion === undefined) return
    must(around.facts.has(`release ${serviceVersion}`), `${step} to release ${serviceVersion}`)
    this.release = serviceVersion
  }

  private obey(ask: Ask | BatchAsk, to: JobState, step: string): void {
    const kind = ask.on === 'batch' && isLeftOut(ask, this) ? 'delete' : ask.kind
    const isTheirs = ask.on === 'batch' ? ask.batchId === this.batchId : ask.jobId === this.id
    must(isTheirs, `${step} by who asked for something else`)
    must(kind !== 'create' && kind !== 'update', `${step} by ${kind}`)
    must(afterAction(kind, this.state) === to, `${step} by ${kind}`)
    this.wanted = kind === 'start' ? 'run' : kind
  }

  private fits(): boolean {
    const { state, wanted } = this
    if (wanted === 'delete') return state === 'DELETING'
    if (wanted === 'stop')
      return state === 'STOPPING' || state === 'STOPPED' || state === 'STOPPED_NO_SERVICE'
    if (state === 'STOPPED_NO_SERVICE') return false
    return state !== 'DELETING' && state !== 'STOPPED' && (state !== 'STOPPING' || this.window !== undefined)
  }

  claimed(lease: Lease, expectState: JobState, { now }: Around): void {
    const step = `claim of ${this.state} by ${lease.owner}`
    must(!this.isGone && expectState === this.state, `${step}, computed from ${expectState}`)
    must(WAITS.includes(this.state) || this.state === 'RECOVERING' || this.state === 'UPGRADING', step)
    must(this.wanted === 'run' && this.desired === 'run', `${step}: it is to ${this.wanted}, ${this.desired}`)
    must(!this.live || this.live.until <= now, `${step}: ${this.live?.owner} owns it`)
    must(lease.epoch === this.epoch + 1, `${step}: epoch ${lease.epoch} after ${this.epoch}`)
    this.live = { ...lease }
    this.wasLate = false
    this.epoch = lease.epoch
    if (WAITS.includes(this.state)) {
      this.path.push(`${this.state}>SCHEDULING`)
      this.state = 'SCHEDULING'
    }
  }

  renewed(owner: string, held: { jobId: string; epoch: number }[], now: number, ttlMs: number): void {
    const { live } = this
    const isHeld = held.some(({ jobId, epoch }) => jobId === this.id && epoch === live?.epoch)
    must(live?.owner === owner && isHeld, `${owner} was left ${this.id}, which it does not own`)
    this.wasLate ||= live.until <= now
    live.until = now + ttlMs
  }

  updated(job: Job, desired: Job['desired'] | undefined, by: Ask | BatchAsk | undefined, now: number): void {
    must(by?.kind === 'update', 'a new spec, and no user asked for one')
    const asked = by.on === 'batch' ? sayBatch(by) : say(by)
    const wanted = updatedBy(by, this.details)
    must(!this.isGone && this.state !== 'DELETING', `${asked} while ${this.state}`)
    must(haveSameRun(wanted, this.details) || AT_REST.includes(this.state), `${asked} while ${this.state}`)
    const stored = detailsOf(job)
    must(isDeepStrictEqual(stored, wanted), `${asked}: lost what was there`)
    const isRescheduled = stored.window !== this.details.window
    must(!desired || (this.wanted === 'run' && isRescheduled), `${asked}: ${desired}`)
    this.details = stored
    this.desired = desired ?? this.desired
    if (isRescheduled) this.windowSince = now
    this.generation++
  }

  removed(around: Around): void {
    must(
      this.isGone || (this.state === 'DELETING' && this.wanted === 'delete'),
      `removed while ${this.state}`,
    )
    mustHaveReason(this, this.state, 'removal', true, around)
    this.isGone = true
  }

  get window(): Window | undefined {
    return this.details.window
  }

  get hasStream(): boolean {
    return RUNS.includes(this.state) || this.state === 'STOPPING' || this.state === 'FREEZING'
  }

  /** Whether its schedule, if it has one, wants it to run. */
  isOpen(now: number): boolean {
    return !this.window || isInside(this.window, now)
  }
}
