/** A source over all its attempts: opens, reads, waits on the ladder, opens again, until closed or hopeless. */

import { hasLogin } from './address.js'
import { type AttemptPort, decode } from './attempt.js'
import { fitInto } from './decoder-arguments.js'
import { AttemptError, type Failure, failure, sentence } from './failure.js'
import { FrameQueue } from './frame-queue.js'
import { type PreparedInput, prepareInput } from './input.js'
import { untilReturn } from './knock.js'
import { onLadder, REFUSED_LADDER_MS } from './ladder.js'
import type { PacketGate } from './packets/packet-gate.js'
import { waiting } from './pause.js'
import { type PictureSize, probe } from './probe.js'
import {
  type Place,
  type Source,
  SourceError,
  type SourceFrame,
  type SourceHandlers,
  type SourceOptions,
} from './types.js'
import { VideoClock } from './video-clock.js'

/** VIAS gives files ten tries a second apart (algorithms-io C.1). */
const FILE_TRIES = 10
const FILE_WAIT_MS = 1_000
/** Longest wait where nobody can be asked meanwhile whether the source is back. */
const UNASKED_WAIT_MS = 4_000

const STANDS_STILL = failure(
  'SOURCE.ENDED',
  'the playlist stands still, nothing new is added to it',
  'always',
)

/** Nothing is opened before `frames()` is iterated. */
export function openSource(options: SourceOptions, handlers: SourceHandlers): Source {
  return new ReconnectingSource(options, handlers)
}

class ReconnectingSource implements Source {
  /** `leftOut`: packets that were not decoded because the stream slept. */
  readonly counters = { decoded: 0, dropped: 0, attempts: 0, leftOut: 0 }
  /** Pictures that nobody looks at any more: their memory takes the next ones. */
  private readonly spare: { full: Uint8Array[]; small: Uint8Array[] } = { full: [], small: [] }
  private readonly queue = new FrameQueue<SourceFrame>((frame) => {
    this.spare.full.push(frame.yuv)
    this.spare.small.push(frame.detector.data)
  })
  private readonly closing = new AbortController()
  private running: Promise<void> | undefined
  /** The first attempt's; later decoders scale to it, so a run has one frame size. */
  private size: WholeSize | undefined
  private clock: VideoClock | undefined
  private failures = 0
  /** Attempts in a row that did not come as far as the file. */
  private away = 0
  /** Failed attempts since it was last there, or seen to come back: how far up the ladder it is. */
  private climbed = 0
  /** Attempts in a row whose user and password were refused. */
  private refusals = 0
  private lastVideoMs = -1
  /** Newest segment of a live playlist when it was last opened. */
  private edge: string | undefined
  /** Of the attempt under way, where it may sleep. */
  private gate: PacketGate | undefined
  private leftOutBefore = 0
  /** It cannot be read in packets: one FFmpeg reads and decodes it. */
  private isPlain = false
  /** What was said last of why it cannot sleep. */
  private sleepless: string | undefined

  constructor(
    private readonly options: SourceOptions,
    private readonly handlers: SourceHandlers,
  ) {}

  async *frames(): AsyncGenerator<SourceFrame, void, undefined> {
    if (this.running) throw new Error('frames() may be iterated once')
    this.running = this.supervise().then(
      () => this.queue.end(),
      (error: unknown) => this.queue.end(error),
    )
    try {
      for await (const frame of this.queue.drain()) {
        yield frame
      }
    } finally {
      await this.close()
    }
  }

  async close(): Promise<void> {
    this.closing.abort()
    this.queue.clear()
    await this.running
  }

  sleep(isAsleep: boolean): void {
    this.gate?.sleep(isAsleep)
  }

  private async supervise(): Promise<void> {
    const { signal } = this.closing
    while (!signal.aborted) {
      this.counters.attempts++
      let place: Place | undefined
      let input: PreparedInput | undefined
      let fleeting = false
      const open = async (): Promise<PreparedInput> => {
        place = await this.options.locate(signal)
        fleeting = place.fleeting === true
        return prepareInput(place, this.options, signal)
      }
      try {
        input = await open()
        this.checkEdge(input)
        if (!this.size) {
          const of = await probe(input, this.options.ffmpegPath, signal)
          this.size = { ...this.pictureSize(of), of }
          // Looking at it may have used its address up.
          if (fleeting) {
            await input.close()
            input = await open()
          }
        }
        if (signal.aborted) return
        await this.attempt(input, this.size)
        return
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof AttemptError)) throw error
        await input?.close()
        this.handlers.onFailure?.(error.failure)
        await this.afterFailure(fleeting ? passing(error.failure) : error.failure, place, input)
      } finally {
        await input?.close()
      }
    }
  }

  /** A playlist that stands still would have its last segments analysed at every attempt. */
  private checkEdge({ edge }: PreparedInput): void {
    const stands = edge !== undefined && edge === this.edge
    this.edge = edge
    if (stands) throw new AttemptError(STANDS_STILL)
  }

  private async attempt(input: PreparedInput, { of, ...size }: WholeSize): Promise<void> {
    const { signal } = this.closing
    this.clock ??= new VideoClock(input.live, 1000 / this.options.fps)
    const clock = this.clock
    clock.reconnect()
    this.queue.newestOnly = input.live
    // A file that is read again after a broken connection starts anew: what was analysed is passed over.
    const seenUntilMs = input.live ? -1 : this.lastVideoMs
    let first = true
    this.leftOutBefore = this.counters.leftOut
    this.gate = undefined
    const folder = await this.options.copy?.nextFolder(this.counters.attempts)
    await decode(
      input,
      size,
      this.options,
      {
        full: () => this.queue.full,
        whenRoom: (act) => {
          this.queue.onRoom = () => {
            this.queue.onRoom = undefined
            act()
          }
        },
        memory: {
          full: (bytes) => this.spare.full.pop() ?? new Uint8Array(bytes),
          small: (bytes) => this.spare.small.pop() ?? new Uint8Array(bytes),
        },
        frame: (raw, small) => {
          this.noteSleep(raw.ptsMs)
          const receivedAtMs = Date.now() - Math.round(this.gate?.lagOf(raw.ptsMs) ?? 0)
          const videoTimeMs = clock.at(raw.ptsMs, performance.now())
          if (videoTimeMs <= seenUntilMs) return
          if (first) this.flowing()
          first = false
          this.lastVideoMs = videoTimeMs
          this.counters.decoded++
          const detector = { data: raw.rgb, width: small.width, height: small.height }
          const copiedAt = folder === undefined ? {} : { copiedAt: { folder, ptsMs: raw.ptsMs } }
          this.queue.put({ ...size, of, videoTimeMs, receivedAtMs, detector, yuv: raw.yuv, ...copiedAt })
          this.counters.dropped = this.queue.dropped
        },
        ...this.sleepPort(input),
      },
      signal,
      folder,
    )
  }

  private sleepPort(input: PreparedInput): Pick<AttemptPort, 'sleeping'> {
    if (!this.options.maySleep || !input.live || this.isPlain) return {}
    return {
      sleeping: {
        begun: (gate) => {
          this.gate = gate
        },
        // What is caught up with is a moment that was waited for: nothing of it is left out.
        onCatchUp: (isBehind) => {
          this.queue.newestOnly = !isBehind
        },
        onUnfit: (reason) => this.saySleepless(reason),
        onUnreadable: () => {
          this.isPlain = true
          this.saySleepless('it cannot be handed on packet by packet')
        },
      },
    }
  }

  private saySleepless(reason: string): void {
    if (reason !== this.sleepless) this.handlers.onSleepless?.(reason)
    this.sleepless = reason
  }

  private noteSleep(ptsMs: number): void {
    this.gate?.pictured(ptsMs)
    if (this.gate) this.counters.leftOut = this.leftOutBefore + this.gate.counters.leftOut
  }

  private pictureSize(size: PictureSize): PictureSize {
    const { pictureSide } = this.options
    return pictureSide !== undefined && Math.max(size.width, size.height) > pictureSide
      ? fitInto(size, pictureSide)
      : size
  }

  private flowing(): void {
    this.failures = 0
    this.climbed = 0
    this.refusals = 0
    this.handlers.onState({ kind: 'flowing' })
  }

  /** Waits for the next attempt, or throws when none can help. */
  private async afterFailure(
    failure: Failure,
    place: Place | undefined,
    input: PreparedInput | undefined,
  ): Promise<void> {
    const isAway = failure.retry === 'ever'
    const live = isAway || (input?.live ?? this.options.presumed === 'stream')
    const hopeless = failure.retry === 'never' || (failure.retry === 'live' && !live)
    this.away = isAway ? this.away + 1 : 0
    if (!isAway) this.failures++
    this.climbed++
    const tries = isAway ? this.away : this.failures
    const started = this.counters.decoded > 0
    if (hopeless) throw new SourceError(failure.code, sentence(failure.reason), started)
    if (!live && this.failures >= FILE_TRIES)
      throw new SourceError(
        failure.code,
        sentence(`the file could not be read in ${FILE_TRIES} tries: ${failure.reason}`),
        started,
      )
    const waitMs = failure.waitMs ?? (live ? this.rung(failure, place) : FILE_WAIT_MS)
    const noun = failure.noun ?? input?.noun ?? (this.options.presumed === 'stream' ? 'camera' : 'file')
    const status = waiting(noun, tries, waitMs, failure.reason)
    this.handlers.onState({ kind: 'lost', status, attempt: tries })
    const asked = place && { policy: this.options.policy, ...place }
    // A camera that boots answers before it has pictures: it is tried from the foot of the ladder again.
    // Who is deaf may be another than the one who is asked: a server of segments.
    const { code, isDeaf } = failure
    const why = isDeaf && !input?.hasAnswered() ? { code, isDeaf } : { code }
    if (await untilReturn(asked, why, waitMs, this.closing.signal)) this.climbed = 0
  }

  private rung(failure: Failure, place: Place | undefined): number {
    const { ladderMs } = this.options
    if (place && !place.fleeting && failure.code === 'SOURCE.UNAUTHORIZED' && hasLogin(place.url))
      return onLadder(REFUSED_LADDER_MS, ++this.refusals)
    const waitMs = onLadder(ladderMs, this.climbed)
    // An attempt that waits for pictures is itself the question whether they come again.
    return place && !failure.isMute ? waitMs : Math.min(waitMs, UNASKED_WAIT_MS)
  }
}

/** Of the pictures that are given, and of the source's own. */
type WholeSize = PictureSize & { of: PictureSize }

/** Nothing that is wrong with an address lasts when the next attempt has another. */
function passing(failure: Failure): Failure {
  return failure.retry === 'never' ? { ...failure, retry: 'live' } : failure
}
