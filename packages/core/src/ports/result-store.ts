/** Results, stored together with their deliveries: one transaction, idempotent on (job, epoch, sequence). */
import type { JobChannel } from './delivery-store.js'

/** What a result is, wherever its picture lies. */
interface ResultHead {
  jobId: string
  epoch: number
  /** 1, 2, 3 … within one epoch. */
  sequence: number
  /** Upper-case UUID, the same for all attempts of all deliveries. */
  messageId: string
  projectId: string
  eventType: number
  /** Integer milliseconds UTC when the alarm fired. */
  at: number
  /** The envelope of algorithms-io A.5 as JSON, without `image_base64`. */
  envelope: Record<string, unknown>
}

/** A result as a run emits it. */
export interface ResultRow extends ResultHead {
  /** JPEG bytes, sent as `image_base64`. */
  picture: Uint8Array | undefined
}

/** A result that is about to be stored: its picture is on disk already. */
export interface NewResult extends ResultHead {
  /** Of its picture in the blob store; undefined when it has none. */
  pictureName: string | undefined
}

/** A result as the store keeps it. */
export interface StoredResult extends NewResult {
  /** True also for a picture that a release before 0.5 has stored in the result's row. */
  hasPicture: boolean
  /** Of its clip in the blob store; undefined when it has none, or none yet. */
  clipName: string | undefined
}

export interface ResultStore {
  /**
   * Stores results and one pending delivery for each of their channels in one transaction. Rows already known by
   * (job, epoch, sequence) are skipped; the numbers of the others go into their series. Returns false, storing nothing,
   * when the lease's epoch is not `epoch`.
   */
  append(
    jobId: string,
    epoch: number,
    rows: NewResult[],
    channelsOf: (row: NewResult) => readonly JobChannel[],
  ): Promise<boolean>
  /** Newest first. `before` is an exclusive upper bound of `at`; `eventType`: only of this kind. */
  list(
    projectId: string,
    jobId: string,
    limit: number,
    before?: number,
    eventType?: number,
  ): Promise<StoredResult[]>
  byMessageId(messageId: string): Promise<StoredResult | undefined>
  /** The picture that a release before 0.5 has stored in the result's row, JPEG bytes. */
  inlinePicture(messageId: string): Promise<Uint8Array | undefined>
  /**
   * Notes where the clip of a result is, with its event as well, and delivers the result to its object storage once more.
   * False, changing nothing, when the job has no such result of this epoch.
   */
  addClip(
    jobId: string,
    epoch: number,
    messageId: string,
    clip: { name: string; bytes: number },
  ): Promise<boolean>
  /** Of these message ids, those that have a result. */
  kept(messageIds: string[]): Promise<string[]>
  /**
   * Deletes results older than `olderThan` (milliseconds UTC) with their deliveries, but never one that is still to be
   * delivered nor one of the newest `keep` of its job. Returns how many were deleted.
   */
  prune(olderThan: number, keep: number): Promise<number>
}
