/** When registered sources are looked at, and what the last look saw. Every method is one transaction. */
import type { Finding } from '../quality/index.js'
import type { FrameSize, SourceStatus, VideoSource } from './video-store.js'

export interface ClaimedLook {
  source: VideoSource
  /** Grows with every claim of the source. */
  ticket: number
  memory: Uint8Array | undefined
  /** Findings of the last look, confirmed or not. */
  found: Finding[]
  /** Looks in a row that saw nothing. */
  failures: number
}

export interface LookResult {
  status: SourceStatus
  /** Why it is not online, or empty. */
  reason: string
  failures: number
  /** Integer milliseconds UTC of the next look. */
  dueAt: number
  /** Undefined when nothing was seen: picture, memory and findings stay. */
  seen:
    | {
        jpeg: Uint8Array
        at: number
        /** Of the source, not of the picture. */
        frame: FrameSize
        found: Finding[]
        quality: Finding[]
        memory: Uint8Array | undefined
      }
    | undefined
}

export interface LookStore {
  /**
   * The sources that are due at `now`, longest due first, at most `limit`; they are due again at `now + leaseMs`. Those
   * that a job reads are passed over until `now + readMs`: the job tells how they are.
   */
  claimLooks(now: number, limit: number, leaseMs: number, readMs: number): Promise<ClaimedLook[]>
  /** False, and nothing is stored, when the source is gone, was changed since, was claimed again, or a job reads it now. */
  finishLook(claimed: ClaimedLook, result: LookResult): Promise<boolean>
  /** The picture of the last look that saw something. */
  sourcePicture(sourceId: string): Promise<{ jpeg: Uint8Array; at: number } | undefined>
  /** Registered sources of all projects. */
  countAllSources(): Promise<number>
}
