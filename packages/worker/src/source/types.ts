/** What a source gives to the run, and what it is told to open. */
import type { AddressPolicy } from '@vigia/core'
import type { Failure } from './failure.js'

/**
 * One sampled frame, once at source resolution for pictures and once at the detector's size. Its pictures are the reader's
 * until it asks for the frame after the next.
 */
export interface SourceFrame {
  /** Source resolution in pixels, less where `pictureSide` asks for less; constant during a run (a stream that changes its size is scaled to the first). */
  width: number
  height: number
  /** Resolution of the source itself, whatever `pictureSide` asks for: lines and regions are given in its pixels. */
  of: { width: number; height: number }
  /** Milliseconds since the run's first frame, never falling, also over reconnects. */
  videoTimeMs: number
  /** Wall clock, milliseconds UTC, when the frame left the decoder; of a frame that waited while the stream slept, when it came. */
  receivedAtMs: number
  /** rgb24, rows of pixels (height × width × 3 bytes), the whole frame scaled to fit in detectorSize². */
  detector: { data: Uint8Array; width: number; height: number }
  /** Where it is in the copy of the source, when one is made. */
  copiedAt?: { folder: string; ptsMs: number }
  /** yuv420p at source resolution, planes tightly packed; chroma planes are rounded up at odd sizes. */
  yuv: Uint8Array
}

export type SourceState =
  | { kind: 'flowing' }
  /**
   * `status` tells an operator what is waited for and why, e.g. `waiting for camera, attempt 7, next in 10 s: …`.
   * `attempt` counts from 1 in every outage.
   */
  | { kind: 'lost'; status: string; attempt: number }

export interface SourceHandlers {
  onState(state: SourceState): void
  /** What ended an attempt, before anything is decided about the next one. */
  onFailure?(failure: Failure): void
  /** The source was opened with `maySleep` and cannot sleep; said once, in words for `status`. */
  onSleepless?(reason: string): void
}

/** Where a source is to be had just now. */
export interface Place {
  /** The address to open, credentials included. */
  url: string
  /** Folders that a `file:` address may read, instead of those of the operator. */
  mediaDirs?: readonly string[]
  /** Only a server with a valid certificate is read; cameras certify themselves. */
  verify?: boolean
  /** Whom it may be dialled from, instead of the policy for what users give. */
  policy?: AddressPolicy
  /** Good for one player only; the next attempt gets another: what is wrong with this one need not last. */
  fleeting?: true
}

export interface SourceOptions {
  /**
   * Asked before every attempt: addresses expire.
   * @throws AttemptError when there is none now
   */
  locate(signal: AbortSignal): Promise<Place>
  /** What it is taken for until an answer tells: streams are tried for ever, files ten times. */
  presumed: 'stream' | 'file'
  /** Frames a second to sample; more than the source has gives every frame. */
  fps: number
  /** Side of the square, in pixels, that the detector's picture must fit in. */
  detectorSize: number
  /** Side of the square that full pictures must fit in; without it they have the source's own size. */
  pictureSide?: number
  ffmpegPath: string
  /** Copies the source beside decoding it: gives the folder for each attempt's segments, and what a decoder writes there. */
  copy?: { nextFolder(attempt: number): Promise<string>; args: readonly string[] }
  /** A live stream is read so that it can be decoded by key frames only while nothing happens. */
  maySleep?: boolean
  /** Folders that `file:` addresses may read. */
  mediaDirs: readonly string[]
  policy: AddressPolicy
  /** A live stream without a frame for so long counts as lost. */
  frameTimeoutMs: number
  /** Waits before the next attempt; the last one repeats. */
  ladderMs: readonly number[]
}

export interface Source {
  /** To be iterated once. Ends at a file's end or after `close`; throws SourceError when it cannot go on. */
  frames(): AsyncIterable<SourceFrame>
  /** Ends the decoder with everything it started; resolves when it is gone. */
  close(): Promise<void>
  /**
   * Asleep, only key frames are decoded; awake again, decoding goes on with the frame after the last key frame, so that
   * nothing of what happened since is lost. Without effect on files, and on sources that were not opened with `maySleep` or
   * are not fit for it.
   */
  sleep?(isAsleep: boolean): void
  readonly counters: { decoded: number; dropped: number; attempts: number; leftOut?: number }
}

export type SourceErrorCode =
  | 'SOURCE.UNSUPPORTED'
  | 'SOURCE.REFUSED'
  | 'SOURCE.NOT_FOUND'
  | 'SOURCE.NOT_VIDEO'
  | 'SOURCE.TOO_LARGE'
  | 'SOURCE.UNAUTHORIZED'
  | 'SOURCE.UNREACHABLE'
  | 'SOURCE.TIMED_OUT'
  | 'SOURCE.ENDED'

/** The source cannot go on; `message` is in words a user can act on and holds no password. */
export class SourceError extends Error {
  constructor(
    readonly code: SourceErrorCode,
    message: string,
    /** True when at least one frame of the run had been given out. */
    readonly started: boolean,
  ) {
    super(message)
    this.name = 'SourceError'
  }
}
