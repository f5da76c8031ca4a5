/**
 * One run: source → frames → detector → tracker → the algorithm's rule → results. Ends when its source ends, or the last
 * of its sources: each is seen with a tracker and a rule of its own.
 */
import {
  type Algorithm,
  type AnalysedFrame,
  type Assignment,
  buildEnvelope,
  checkRoiWithin,
  disconnectResult,
  inputName,
  type MotionGate,
  ParameterError,
  type Release,
  type ResultRow,
  type Rule,
  type RuleResult,
  type RunProgress,
  type RunReport,
  releaseOf,
} from '@vigia/core'
import { Analysis, type Eyes, type FactMaker } from '../analysis/index.js'
import type { ClipMaker } from '../clip/index.js'
import { annotate, renderHeatmap } from '../picture/index.js'
import { type Source, SourceError, type SourceFrame, type SourceState, sentence } from '../source/index.js'
import { guardedRule, RuleError } from './guarded-rule.js'
import { uuidFrom } from './ids.js'
import type { Outbox } from './outbox.js'
import { Pace } from './pace.js'
import { pictureQuality } from './picture-quality.js'
import { Watch } from './watch.js'
import type { Part, Worklist } from './worklist.js'

export interface RunDeps {
  assignment: Assignment
  algorithm: Algorithm
  eyes: Eyes
  /** What the algorithm wants to know beside tracks; new ones for each part. */
  factMakers(): FactMaker[]
  work: Worklist
  open(part: Part, onState: (state: SourceState) => void, onSleepless: (reason: string) => void): Source
  outbox: Outbox
  report(report: RunReport): void
  /** Where the job wants only what moves to be looked at: a new gate for each part. */
  motion?: { gate(): MotionGate; maySleep: boolean; fps: number }
  /** Where the job wants clips. */
  clips?: Pick<ClipMaker, 'seen' | 'want' | 'end'>
  /** True while somebody looks at the live picture. */
  watched(): boolean
  preview(jpeg: Uint8Array): void
  now(): number
  /** Milliseconds by a clock that nobody sets. */
  elapsed(): number
}

/** JPEG quality of the live picture, which nobody keeps. */
const PREVIEW_QUALITY = 75
/** The failed attempt of an outage that is told to the channels. */
const TELLING_ATTEMPT = 2
/** From one message that a stream broke to the next: one that comes and goes does not flood the channels. */
const TELLING_MS = 60_000

export class RunLoop {
  private sequence = 0
  private started = false
  private stopping = false
  /** What was last said about frames left out; '' when there was nothing to say. */
  private behind = ''
  private source: Source | undefined
  /** What is written down one after the other: results of frames, and that the stream broke. Ends with the newest. */
  private written: Promise<unknown> = Promise.resolve()
  private lastMs = 0
  private broken = false
  private toldAt = Number.NEGATIVE_INFINITY
  private part: Part | undefined
  /** Of alarm pictures, percent. */
  private quality = 0
  /** Why its stream cannot sleep, in words for `status`. */
  private sleepless: string | undefined

  constructor(private readonly deps: RunDeps) {}

  /** Ends the run at the next frame; `run` then reports `stopped`. */
  async stop(): Promise<void> {
    this.stopping = true
    await this.source?.close()
  }

  /** Runs to the end and reports how it ended; throws only on faults of our own. */
  async run(): Promise<void> {
    const { algorithm, assignment, report, work } = this.deps
    const { serviceName, serviceVersion } = assignment
    const release = releaseOf(algorithm, serviceVersion)
    if (!release) throw new Error(`release ${serviceVersion} of ${serviceName} is not installed`)
    this.quality = pictureQuality(release, assignment.spec.common)
    try {
      for (const part of work.left) if (!this.stopping) await this.analysePart(part, release)
      await this.settled()
      report(this.stopping ? { kind: 'stopped' } : work.end())
    } catch (error) {
      if (!this.stopping) return this.fail(error)
      await this.settled()
      report({ kind: 'stopped' })
    }
  }

  /** From its first frame to its last; what it raised is on disk before it counts as done. */
  private async analysePart(part: Part, release: Release): Promise<void> {
    const { assignment, outbox, report, work } = this.deps
    const { common } = assignment.spec
    const before = this.sequence
    this.part = part
    const status = work.announce(part)
    if (status !== undefined) report({ kind: this.started ? 'running' : 'starting', status })
    const source = this.deps.open(
      part,
      (state) => this.onSourceState(state),
      (reason) => this.onSleepless(reason),
    )
    this.source = source
    let progress: RunProgress | undefined
    try {
      const rule = guardedRule(this.deps.algorithm, release, common)
      this.lastMs = 0
      await this.analyse(source, rule)
      if (this.stopping) return
      outbox.put(await this.rows(rule.end(this.lastMs), undefined))
      progress = work.analysed(part, { frames: source.counters.decoded, results: this.sequence - before })
    } catch (error) {
      if (this.stopping || !(error instanceof SourceError)) throw error
      progress = work.failed(part, error)
    } finally {
      await source.close()
    }
    if (!progress) return
    await outbox.empty()
    report({ kind: 'progress', progress })
  }

  /**
   * Two frames are under way: while one is judged, the detector already looks at the next. With a pause between frames
   * each inference took a tenth longer, for its caches had gone cold.
   */
  private async analyse(source: Source, rule: Rule): Promise<void> {
    const { jobId, epoch } = this.deps.assignment
    const analysis = new Analysis(
      (track) => uuidFrom(jobId, epoch, ...this.partName(), track),
      this.deps.factMakers(),
    )
    const { motion } = this.deps
    const gate = motion?.gate()
    const watch = new Watch(gate, source, motion?.maySleep ?? false, motion?.fps ?? 1)
    const pace = new Pace(this.deps.elapsed())
    // The size of a source is known with its first frame only.
    let sized = false
    try {
      for await (const frame of source.frames()) {
        if (this.stopping) break
        if (!sized) checkRoiWithin(this.deps.assignment.spec.common.target_roi, frame.width, frame.height)
        sized = true
        await this.deps.outbox.room()
        const { look, quietTimes } = watch.decide(frame)
        const looked = look ? this.deps.eyes.look(frame) : undefined
        await this.inTurn(async () => {
          const detected = await looked
          for (const time of quietTimes) await this.pass(frame, analysis.between(time), rule)
          if (!detected) return this.judge(frame, await analysis.held(frame), rule)
          const analysed = await analysis.of(frame, detected)
          gate?.seen(
            analysed,
            detected.map(({ score }) => score),
          )
          return this.judge(frame, analysed, rule)
        })
        this.reportPace(pace.look(this.deps.elapsed(), source.counters))
      }
    } finally {
      await this.written
    }
  }

  /** Does it after all that was begun before; resolves when that is done, not when this is. */
  private async inTurn(act: () => Promise<void>): Promise<void> {
    const before = this.written
    this.written = before.then(act)
    // Its failure is met by the wait for it, one turn later.
    this.written.catch(() => undefined)
    await before
  }

  /** A time at which the stream slept; what the rule says of it has the picture of the frame that came next. */
  private async pass(frame: SourceFrame, analysed: AnalysedFrame | undefined, rule: Rule): Promise<void> {
    if (!analysed) return
    this.lastMs = analysed.videoTimeMs
    this.deps.outbox.put(await this.rows(rule.frame(analysed), frame))
  }

  private async judge(frame: SourceFrame, analysed: AnalysedFrame, rule: Rule): Promise<void> {
    const results = rule.frame(analysed)
    this.lastMs = frame.videoTimeMs
    const rows = await this.rows(results, frame)
    this.deps.outbox.put(rows)
    this.film(rows, frame)
    if (this.deps.watched()) await this.sendPreview(frame, analysed, rule)
    if (this.started || this.stopping) return
    this.started = true
    this.deps.report(this.running())
  }

  /** A clip around each alarm: counts, which have no picture, have none either. */
  private film(rows: ResultRow[], { copiedAt }: SourceFrame): void {
    if (!copiedAt) return
    this.deps.clips?.seen(copiedAt)
    const alarms = rows.filter((row) => row.picture !== undefined)
    this.deps.clips?.want(
      alarms.map((row) => row.messageId),
      copiedAt,
    )
  }

  private async rows(results: RuleResult[], frame: SourceFrame | undefined): Promise<ResultRow[]> {
    const { assignment } = this.deps
    const rows: ResultRow[] = []
    for (const result of results) {
      const sequence = ++this.sequence
      const atMs = frame?.receivedAtMs ?? this.deps.now()
      const messageId = uuidFrom(assignment.jobId, assignment.epoch, sequence, 'message')
      const heat = await heatPictures(result, frame)
      rows.push({
        jobId: assignment.jobId,
        epoch: assignment.epoch,
        sequence,
        messageId,
        projectId: assignment.projectId,
        eventType: result.eventType,
        at: atMs,
        envelope: buildEnvelope({
          result: { ...result, data: { ...result.data, ...heat } },
          streamId: this.part?.name ?? inputName(assignment.spec.input),
          taskId: assignment.jobId,
          atMs,
          messageId,
          vigia: {
            epoch: assignment.epoch,
            sequence,
            video_time_ms: Math.round(this.lastMs),
            frame_at: new Date(atMs).toISOString(),
          },
        }),
        picture:
          frame && result.drawing
            ? await annotate(frame.yuv, frame.width, frame.height, result.drawing, this.quality)
            : undefined,
      })
    }
    return rows
  }

  private async sendPreview(frame: SourceFrame, { objects }: AnalysedFrame, rule: Rule): Promise<void> {
    const overlay = rule.overlay(frame.width, frame.height)
    const boxes = objects.map((o) => ({
      ...o.box,
      label: `${o.label} ${o.trackId}`,
      color: 'object' as const,
    }))
    const drawing = { ...overlay, boxes: [...overlay.boxes, ...boxes] }
    this.deps.preview(await annotate(frame.yuv, frame.width, frame.height, drawing, PREVIEW_QUALITY))
  }

  /** A run that keeps up again says so once. */
  private reportPace(text: string | undefined): void {
    if (text === undefined || text === this.behind) return
    this.behind = text
    this.deps.report(text === '' ? this.running() : { kind: 'running', status: text })
  }

  private running(): RunReport {
    const status = (this.part && this.deps.work.announce(this.part)) ?? this.sleepless
    return { kind: 'running', ...(status === undefined ? {} : { status }) }
  }

  private onSleepless(reason: string): void {
    this.sleepless = `Every frame is decoded, although adaptive_decoding_sw is 1: ${reason}.`
    if (this.started && !this.stopping) this.deps.report(this.running())
  }

  private partName(): string[] {
    return this.part?.name === undefined ? [] : [this.part.name]
  }

  private onSourceState(state: SourceState): void {
    if (this.stopping) return
    const part = this.part && this.deps.work.announce(this.part)
    if (state.kind === 'lost')
      this.deps.report({ kind: 'abnormal', status: part ? `${part}; ${state.status}` : state.status })
    else if (this.started) this.deps.report(this.running())
    if (!this.started) return
    // A stream that is back at once is nothing to tell anybody.
    if (state.kind === 'flowing') this.tell(false)
    else if (state.attempt >= TELLING_ATTEMPT) this.tell(true)
  }

  /** Says once that the stream broke, and once that it is back. */
  private tell(broken: boolean): void {
    if (broken === this.broken) return
    const now = this.deps.elapsed()
    if (broken && now - this.toldAt < TELLING_MS) return
    if (broken) this.toldAt = now
    this.broken = broken
    void this.inTurn(async () =>
      this.deps.outbox.put(await this.rows([disconnectResult(this.deps.algorithm, broken)], undefined)),
    ).catch(() => undefined)
  }

  /** Everything that was raised is on disk, its clips too. */
  private async settled(): Promise<void> {
    await this.deps.outbox.empty()
    await this.deps.clips?.end()
  }

  private async fail(error: unknown): Promise<void> {
    const fault = faultOf(error)
    if (!fault) throw error
    await this.settled()
    this.deps.report({ kind: 'failed', stage: this.started ? 'run' : 'start', ...fault })
  }
}

/** What the job's user is told; undefined for faults of our own, after which the run is tried again. */
function faultOf(error: unknown): { code: string; message: string } | undefined {
  if (error instanceof SourceError) return { code: error.code, message: error.message }
  if (error instanceof RuleError) return { code: 'VIGIA.RULE', message: sentence(error.message) }
  if (!(error instanceof ParameterError)) return undefined
  const message = `config.common.${error.member}: ${error.message} Update the job, then start it.`
  return { code: 'VIGIA.PARAMETER', message }
}

async function heatPictures(
  result: RuleResult,
  frame: SourceFrame | undefined,
): Promise<Record<string, string>> {
  const pictures: Record<string, string> = {}
  for (const { key, grid, style } of result.heatmaps ?? []) {
    // Without a frame (the source has ended) the grid's own proportions decide; 16 pixels a cell are plenty.
    const width = frame?.width ?? grid.cols * 16
    const height = frame?.height ?? grid.rows * 16
    pictures[key] = Buffer.from(await renderHeatmap(grid, style, width, height)).toString('base64')
  }
  return pictures
}
