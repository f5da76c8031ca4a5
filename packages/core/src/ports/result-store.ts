/** Results and their deliveries: one transaction, idempotent on (job, epoch, sequence). */

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

export type DeliveryState = 'pending' | 'delivered' | 'dead'

export interface Delivery {
  /** 32 lower-case hex digits. */
  id: string
  jobId: string
  projectId: string
  messageId: string
  channel: 'webhook'
  state: DeliveryState
  /** Attempts made so far. */
  attempts: number
  /** Integer milliseconds UTC of the next attempt. */
  nextAt: number
  lastError: string | undefined
}

export interface ResultStore {
  /**
   * Stores results and one pending delivery per channel in one transaction. Rows already known by
   * (job, epoch, sequence) are skipped. Returns false, storing nothing, when the lease's epoch is not `epoch`.
   */
  append(jobId: string, epoch: number, rows: ResultRow[], channels: 'webhook'[]): Promise<boolean>
  /** Newest first. `before` is an exclusive upper bound of `at`. */
  list(projectId: string, jobId: string, limit: number, before?: number): Promise<ResultRow[]>
  byMessageId(messageId: string): Promise<ResultRow | undefined>
  /** Jobs with a due delivery that nobody has taken, the longest overdue first. */
  dueJobs(): Promise<string[]>
  /** Jobs with a pending delivery that has failed at least once, due or not. */
  failingJobs(): Promise<string[]>
  /**
   * Takes up to `limit` due deliveries of one job for `ttlMs`, first those due first, then by (epoch, sequence).
   * What is neither delivered nor failed by then (its deliverer died) is due again by itself.
   */
  claimDeliveries(jobId: string, limit: number, ttlMs: number): Promise<Delivery[]>
  /** Ends all claims: after a restart of the only process on a store, whoever held them is dead. */
  releaseClaims(): Promise<void>
  /** Counts the attempt; the delivery is done. */
  delivered(id: string): Promise<void>
  /** Counts the attempt and sets the next one, or marks the delivery dead when `nextAt` is undefined. */
  failed(id: string, error: string, nextAt: number | undefined): Promise<void>
  /** Makes every pending delivery of a job due now: its receiver is back. */
  retryNow(jobId: string): Promise<void>
  /** Deliveries by state, for status texts and metrics. */
  deliveryCounts(jobId: string): Promise<Record<DeliveryState, number>>
  /**
   * Deletes results older than `olderThan` (milliseconds UTC) with their deliveries, but never one that is still to be
   * delivered nor one of the newest `keep` of its job. Returns how many were deleted.
   */
  prune(olderThan: number, keep: number): Promise<number>
}
