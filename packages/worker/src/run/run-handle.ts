/** The worker's side of one analysis process: starts it, passes its words on, and makes sure nothing of it stays. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ResultRow, RunReport } from '@vigia/core'
import { AttemptError, type Place } from '../source/index.js'
import type { FromRun, LocateAnswer, RunOrder, ToRun } from './protocol.js'

export interface RunEvents {
  /** Resolves once the report is taken or refused; must not throw. */
  onReport(report: RunReport): Promise<void>
  /** Resolves once the rows are on disk (true) or refused for good because the run is no longer ours (false); must not throw. */
  store(rows: ResultRow[]): Promise<boolean>
  /** Resolves once the clip is kept or refused for good; must not throw. */
  keepClip(messageId: string, mp4: Uint8Array): Promise<void>
  /** Where the source, or this part of it, is just now. @throws AttemptError */
  locate(signal: AbortSignal, part: string | undefined): Promise<Place>
  onPreview(jpeg: Uint8Array, at: number): void
  /** The process is gone. `reported` tells whether it said how the run ended. */
  onExit(reported: boolean, reason: string): void
  onStderr(line: string): void
}

/** A run that does not end within this time after being told so is killed. */
const STOP_GRACE_MS = 5_000
/** Looks at whether the process said anything since the last look; it says something every 5 s. */
const LOOK_MS = 5_000
/** Silent looks before it is taken for hung: 30 s in a run, 2 min while it loads on a crowded machine. */
const SILENT_LOOKS = 6
const SILENT_LOOKS_AT_START = 24
/** Why a run ended that was killed because it was silent. */
export const HUNG = 'it hung: it gave no sign of life'
const ENTRY = fileURLToPath(new URL('./run-process.js', import.meta.url))
const FINAL = new Set<RunReport['kind']>(['succeeded', 'failed', 'stopped'])

export class RunHandle {
  private readonly child: ChildProcess
  private killTimer: NodeJS.Timeout | undefined
  private readonly looks: NodeJS.Timeout
  private silentLooks = 0
  private heard = false
  private reported = false
  private gone = false
  private hung: string | undefined
  private storing: Promise<void> = Promise.resolve()
  /** Questions under way, by their number. */
  private readonly asks = new Map<number, AbortController>()
  readonly exited: Promise<void>

  constructor(
    order: RunOrder,
    private readonly events: RunEvents,
    { entry = ENTRY, lookMs = LOOK_MS } = {},
  ) {
    // A group of its own, so that one signal reaches the process and its decoder together.
    this.child = fork(entry, [], {
      detached: true,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) if (line.trim() !== '') events.onStderr(line)
    })
    this.child.on('message', (message: FromRun) => this.onMessage(message))
    this.looks = setInterval(() => this.look(), lookMs)
    this.exited = new Promise((resolve) => {
      let reason: string | undefined
      const ended = (): void => {
        // What the process said last may still be on its way when its exit is known.
        if (this.gone || reason === undefined || this.child.connected) return
        this.gone = true
        clearTimeout(this.killTimer)
        clearInterval(this.looks)
        for (const ask of this.asks.values()) ask.abort()
        this.killGroup()
        void this.storing.then(() => {
          events.onExit(this.reported, this.hung ?? reason ?? '')
          resolve()
        })
      }
      this.child.on('exit', (code, signal) => {
        reason = signal ? `signal ${signal}` : `exit status ${code}`
        // Messages that came before the end of the channel are handed out first.
        setImmediate(ended)
      })
      this.child.on('disconnect', () => setImmediate(ended))
      this.child.on('error', (error) => {
        if (this.child.pid !== undefined) return
        reason = error.message
        ended()
      })
    })
    this.send({ kind: 'run', order })
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /** Asks the run to end and to hand over what it raised; kills it when it takes too long. */
  stop(): void {
    this.send({ kind: 'stop' })
    this.killTimer ??= setTimeout(() => this.killGroup(), STOP_GRACE_MS)
  }

  /** Ends the run without another word from it: it is no longer ours. */
  drop(): void {
    this.reported = true
    this.killGroup()
  }

  watch(until: number): void {
    this.send({ kind: 'watch', until })
  }

  /** Looks are counted, not time: a clock that jumps, or a worker that was held up itself, must not kill runs. */
  private look(): void {
    this.silentLooks++
    if (this.silentLooks <= (this.heard ? SILENT_LOOKS : SILENT_LOOKS_AT_START)) return
    this.hung ??= HUNG
    this.killGroup()
  }

  private onMessage(message: FromRun): void {
    this.silentLooks = 0
    this.heard = true
    if (message.kind === 'alive') return
    if (message.kind === 'locate') {
      void this.locate(message.ask, message.part)
    } else if (message.kind === 'forget') {
      this.asks.get(message.ask)?.abort()
    } else if (message.kind === 'report') {
      // A final report is passed on after the last results, so that "succeeded" means "and everything is kept".
      this.reported ||= FINAL.has(message.report.kind)
      this.storing = this.storing.then(() => this.events.onReport(message.report))
    } else if (message.kind === 'clip') {
      // Behind the result that it belongs to.
      this.storing = this.storing.then(() => this.keepClip(message.messageId, message.mp4))
    } else if (message.kind === 'results') {
      this.storing = this.storing.then(() => this.store(message.rows))
    } else {
      this.events.onPreview(message.jpeg, message.at)
    }
  }

  private async locate(ask: number, part: string | undefined): Promise<void> {
    const asking = new AbortController()
    this.asks.set(ask, asking)
    const answer = await this.events.locate(asking.signal, part).then(
      (place): LocateAnswer => ({ place }),
      (error: unknown): LocateAnswer | undefined =>
        error instanceof AttemptError ? { failure: error.failure } : this.lookedInVain(error),
    )
    this.asks.delete(ask)
    if (answer) this.send({ kind: 'located', ask, answer })
  }

  /** A fault of our own: the run ends as one that broke, with its reason in the log. */
  private lookedInVain(error: unknown): undefined {
    this.events.onStderr(error instanceof Error ? (error.stack ?? error.message) : String(error))
    this.hung ??= 'its source could not be looked up'
    this.killGroup()
  }

  private async store(rows: ResultRow[]): Promise<void> {
    if (await this.events.store(rows)) this.send({ kind: 'stored', sequence: rows.at(-1)!.sequence })
    else this.drop()
  }

  private async keepClip(messageId: string, mp4: Uint8Array): Promise<void> {
    await this.events.keepClip(messageId, mp4)
    this.send({ kind: 'clip-taken', messageId })
  }

  private send(message: ToRun): void {
    if (this.child.connected) this.child.send(message, () => undefined)
  }

  private killGroup(): void {
    if (this.child.pid === undefined) return
    try {
      process.kill(-this.child.pid, 'SIGKILL')
    } catch {
      // ESRCH: the group is already gone, which is what was wanted.
    }
  }
}
