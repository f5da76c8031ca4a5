/**
 * A worker: asks the engine for runs while it has free slots, keeps their leases, and ends what it may no longer own.
 * It stops publishing by itself before its leases end when the engine cannot be reached.
 */
import { rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AddressPolicy,
  ALGORITHMS,
  type Algorithms,
  type Assignment,
  type EngineLink,
  type ReadableInput,
  type ResultRow,
  type RunReport,
  withAdded,
} from '@vigia/core'
import type { AddedAlgorithm } from '../added/index.js'
import type { RunModels, WantedModels } from '../analysis/index.js'
import type { Locator } from '../locate/index.js'
import { AttemptError, RECONNECT_LADDER_MS, sentence } from '../source/index.js'
import { listParts } from './list-parts.js'
import type { Previews } from './previews.js'
import { HUNG, type RunEvents, RunHandle } from './run-handle.js'
import { unfit } from './unfit.js'
import { wantedModels } from './wanted-models.js'

export interface WorkerLog {
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

export interface WorkerDeps {
  link: EngineLink
  /** Unique per process start: an old owner's leases are never taken for ours. */
  name: string
  /** Runs at once, at least 1. */
  slots: number
  /** The engine's lease time, milliseconds. Renewed at a quarter, given up at two thirds. */
  leaseMs: number
  /** Algorithms beside those that come with the platform. */
  added?: readonly AddedAlgorithm[]
  /** Gives the models that a job needs, fetching them when needed. */
  models(wanted: WantedModels, onProgress: (text: string) => void): Promise<RunModels>
  locatorOf(input: ReadableInput): Locator
  ffmpegPath: string
  /** What runs copy of their sources for clips; nobody else writes there. */
  clipDir: string
  mediaDirs: string[]
  mediaPolicy: AddressPolicy
  previews: Previews
  /** Milliseconds between two looks at whether an analysis process still says something; 5,000 when left out. */
  lookMs?: number
  log: WorkerLog
}

interface Held {
  assignment: Assignment
  handle: RunHandle | undefined
  locator: Locator | undefined
  /** Monotonic milliseconds of the last renewal. */
  renewedAt: number
  stopAsked: boolean
  /** Frames flow, or did. */
  started: boolean
  /** Ends what is done before the analysis begins. */
  preparing: AbortController
}

/** Storing is tried again this often while the store refuses (disk full, database away). */
const STORE_RETRY_MS = 1_000
const CLIP_TRIES = 3
/** Polling must suffice; `wake` makes it quick. */
const POLL_MS = 1_000

export class Worker {
  private readonly held = new Map<string, Held>()
  private stopped = false
  private wakeUp: (() => void) | undefined
  private woken = false
  private loop: Promise<void> | undefined

  private readonly algorithms: Algorithms

  constructor(private readonly deps: WorkerDeps) {
    this.algorithms = withAdded(ALGORITHMS, deps.added ?? [])
  }

  start(): void {
    // What runs of a process have left that was killed.
    rmSync(this.deps.clipDir, { recursive: true, force: true })
    this.loop = this.run()
  }

  /** A hint that there is work or that a run must end. */
  wake(): void {
    this.woken = true
    this.wakeUp?.()
  }

  /** Runs held now, for metrics and tests. */
  get runs(): { jobId: string; epoch: number; pid: number | undefined }[] {
    return [...this.held.values()].map((h) => ({
      jobId: h.assignment.jobId,
      epoch: h.assignment.epoch,
      pid: h.handle?.pid,
    }))
  }

  /** Drops all runs without reporting an end: after a restart they go on. */
  async stop(): Promise<void> {
    this.stopped = true
    this.wake()
    await this.loop
    for (const held of this.held.values()) held.preparing.abort()
    const handles = [...this.held.values()].flatMap((h) => (h.handle ? [h.handle] : []))
    for (const handle of handles) handle.drop()
    await Promise.all(handles.map((h) => h.exited))
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.renew()
        await this.claim()
      } catch (error) {
        this.deps.log.error({ err: error }, 'the engine could not be reached; trying again')
      }
      this.dropOverdue()
      if (this.stopped) return
      if (!this.woken) await this.sleep(POLL_MS)
      this.woken = false
    }
  }

  private async renew(): Promise<void> {
    if (this.held.size === 0) return
    const asked = performance.now()
    const runs = [...this.held.values()].map((h) => ({
      jobId: h.assignment.jobId,
      epoch: h.assignment.epoch,
    }))
    const { lost, stop } = await this.deps.link.renew(this.deps.name, runs)
    for (const jobId of lost) this.drop(jobId, 'the lease was lost')
    for (const held of this.held.values()) held.renewedAt = asked
    for (const jobId of stop) this.end(jobId)
  }

  private end(jobId: string): void {
    const held = this.held.get(jobId)
    if (!held || held.stopAsked) return
    held.stopAsked = true
    held.preparing.abort()
    if (held.handle) held.handle.stop()
    else void this.report(held.assignment, { kind: 'stopped' }).then(() => this.held.delete(jobId))
  }

  private async claim(): Promise<void> {
    const free = this.deps.slots - this.held.size
    for (const assignment of await this.deps.link.claim(this.deps.name, free)) {
      const held: Held = {
        assignment,
        handle: undefined,
        locator: undefined,
        renewedAt: performance.now(),
        stopAsked: false,
        started: false,
        preparing: new AbortController(),
      }
      this.held.set(assignment.jobId, held)
      void this.begin(held)
    }
  }

  private async begin(held: Held): Promise<void> {
    const { assignment } = held
    const { jobId, epoch } = assignment
    await this.report(assignment, { kind: 'begun' })
    const locator = this.deps.locatorOf(assignment.spec.input)
    const fault = unfit(this.algorithms, assignment)
    if (fault) return this.giveBack(held, fault.code, fault.message)
    try {
      const models = await this.deps.models(
        wantedModels(this.algorithms, assignment),
        (status) => void this.report(assignment, { kind: 'starting', status }),
      )
      const parts = await listParts(
        locator,
        RECONNECT_LADDER_MS,
        (status) => void this.report(assignment, { kind: 'abnormal', status }),
        held.preparing.signal,
      )
      if (this.stopped || held.stopAsked || this.held.get(jobId) !== held) return
      const order = {
        assignment,
        ruleFolder: this.ruleFolder(assignment),
        parts,
        presumed: locator.presumed,
        models,
        ffmpegPath: this.deps.ffmpegPath,
        clipFolder: this.clipFolder(held),
        mediaDirs: this.deps.mediaDirs,
        policy: this.deps.mediaPolicy,
      }
      held.locator = locator
      const events: RunEvents = {
        onReport: (report) => {
          held.started ||= report.kind === 'running'
          return this.report(assignment, report)
        },
        store: (rows) => this.store(held, rows),
        keepClip: (messageId, mp4) => this.keepClip(held, messageId, mp4),
        locate: (signal, part) => locator.locate(signal, part),
        onPreview: (jpeg, at) => this.deps.previews.put(jobId, jpeg, at),
        onExit: (reported, reason) => void this.onExit(held, reported, reason),
        onStderr: (line) => this.deps.log.warn({ job: jobId, epoch, line }, 'analysis process'),
      }
      const { lookMs } = this.deps
      held.handle = new RunHandle(order, events, lookMs === undefined ? {} : { lookMs })
      this.deps.previews.attach(jobId, (until) => held.handle?.watch(until))
      this.deps.log.info({ job: jobId, epoch, runPid: held.handle.pid }, 'run started')
    } catch (error) {
      if (error instanceof AttemptError)
        return this.giveBack(held, error.failure.code, sentence(error.failure.reason), 'start')
      const reason = error instanceof Error ? error.message : String(error)
      await this.giveBack(held, 'VIGIA.MODEL', `The analysis could not be prepared: ${reason}`)
    }
  }

  /** The run needs something that is not to be had here. */
  private async giveBack(
    held: Held,
    code: string,
    message: string,
    stage: 'prepare' | 'start' = 'prepare',
  ): Promise<void> {
    const { assignment } = held
    await this.report(assignment, { kind: 'failed', stage, code, message })
    // Preparing may outlast a stop and the job's next start, whose run is held by now.
    if (this.held.get(assignment.jobId) === held) this.held.delete(assignment.jobId)
    this.wake()
  }

  private async onExit(held: Held, reported: boolean, reason: string): Promise<void> {
    const { jobId, epoch } = held.assignment
    this.deps.log.info({ job: jobId, epoch, reason }, 'run process ended')
    held.locator?.close?.()
    await rm(this.clipFolder(held), { recursive: true, force: true })
    if (!reported && !this.stopped) {
      await this.report(held.assignment, held.stopAsked ? { kind: 'stopped' } : this.endOf(held, reason))
    }
    if (this.held.get(jobId) === held) {
      this.held.delete(jobId)
      this.deps.previews.detach(jobId)
    }
    this.wake()
  }

  /** What a process that ended by itself, or was killed, is to its job. */
  private endOf({ assignment, started }: Held, reason: string): RunReport {
    if (reason !== HUNG || this.ruleFolder(assignment) === undefined) return { kind: 'crashed', reason }
    // It would hang again: code that is not ours is not run over and over.
    const message = `The analysis gave no sign of life and was killed: the rule of ${assignment.serviceName} takes too long or never ends. Mend it, then start the job.`
    return { kind: 'failed', stage: started ? 'run' : 'start', code: 'VIGIA.RULE', message }
  }

  private ruleFolder({ serviceName }: Assignment): string | undefined {
    return this.deps.added?.find(({ services }) => services.some((one) => one.serviceName === serviceName))
      ?.folder
  }

  private async report(assignment: Assignment, report: RunReport): Promise<void> {
    try {
      const taken = await this.deps.link.report(assignment.jobId, assignment.epoch, report)
      if (!taken)
        this.deps.log.warn(
          { job: assignment.jobId, epoch: assignment.epoch, report: report.kind },
          'report refused',
        )
    } catch (error) {
      // The lease tells the engine in the end: an unreported run is taken back when it expires.
      this.deps.log.error({ job: assignment.jobId, err: error }, 'report could not be stored')
    }
  }

  /** Keeps trying while the run is ours: the run holds its results and, when its outbox is full, its analysis. */
  private async store(held: Held, rows: ResultRow[]): Promise<boolean> {
    const { assignment } = held
    for (let attempt = 1; ; attempt++) {
      if (this.held.get(assignment.jobId) !== held || this.stopped) return false
      try {
        const stored = await this.deps.link.append(assignment.jobId, assignment.epoch, rows)
        if (stored && attempt > 1) await this.report(assignment, { kind: 'running' })
        return stored
      } catch (error) {
        this.deps.log.error(
          { job: assignment.jobId, attempt, err: error },
          'results could not be stored; kept and tried again',
        )
        const why = error instanceof Error ? error.message : String(error)
        await this.report(assignment, {
          kind: 'abnormal',
          status: `Results cannot be stored (${why}); they are kept and tried again. Free disk space in the data folder.`,
        })
        await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS))
      }
    }
  }

  private clipFolder({ assignment }: Held): string {
    return join(this.deps.clipDir, `${assignment.jobId}-${assignment.epoch}`)
  }

  /** Tried a few times: a clip is not worth holding a run up for, and its result is stored. */
  private async keepClip(held: Held, messageId: string, mp4: Uint8Array): Promise<void> {
    const { jobId, epoch } = held.assignment
    for (let attempt = 1; attempt <= CLIP_TRIES && this.held.get(jobId) === held; attempt++) {
      try {
        const kept = await this.deps.link.clip(jobId, epoch, messageId, mp4)
        if (!kept) this.deps.log.warn({ job: jobId, epoch, message: messageId }, 'clip refused')
        return
      } catch (error) {
        this.deps.log.error(
          { job: jobId, attempt, message: messageId, err: error },
          'clip could not be stored',
        )
        await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS))
      }
    }
  }

  /** The fence on our side: what was not renewed in time must not publish any more. */
  private dropOverdue(): void {
    const limit = performance.now() - (this.deps.leaseMs * 2) / 3
    for (const [jobId, held] of this.held)
      if (held.renewedAt < limit) this.drop(jobId, 'the lease could not be renewed in time')
  }

  private drop(jobId: string, why: string): void {
    const held = this.held.get(jobId)
    if (!held) return
    this.deps.log.warn({ job: jobId, epoch: held.assignment.epoch }, `run dropped: ${why}`)
    this.held.delete(jobId)
    held.preparing.abort()
    this.deps.previews.detach(jobId)
    held.handle?.drop()
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.wakeUp = undefined
        resolve()
      }
      const timer = setTimeout(done, ms)
      this.wakeUp = done
    })
  }
}
