/** Results, stored together with their deliveries: one transaction, idempotent on (job, epoch, sequence). */
import type { JobChannel } from './delivery-store.js'

/** A result as a run emits it and the store keeps it. */
export interface ResultRow {
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
  /** JPEG bytes, sent as `image_base64`. */
  picture: Uint8Array | undefined
}

export interface ResultStore {
  /**
   * Stores results and one pending delivery for each of their channels in one transaction. Rows already known by
   * (job, epoch, sequence) are skipped. Returns false, storing nothing, when the lease's epoch is not `epoch`.
   */
  append(
    jobId: string,
    epoch: number,
    rows: ResultRow[],
    channelsOf: (row: ResultRow) => readonly JobChannel[],
  ): Promise<boolean>
  /** Newest first. `before` is an exclusive upper bound of `at`. */
  list(projectId: string, jobId: string, limit: number, before?: number): Promise<ResultRow[]>
  byMessageId(messageId: string): Promise<ResultRow | undefined>
  /**
   * Deletes results older than `olderThan` (milliseconds UTC) with their deliveries, but never one that is still to be
   * delivered nor one of the newest `keep` of its job. Returns how many were deleted.
   */
  prune(olderThan: number, keep: number): Promise<number>
}
