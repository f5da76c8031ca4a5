/** Which results of which hour have been written to an object store, and which hours' indexes are behind that. */

/** One result that has been written. */
export interface WrittenResult {
  messageId: string
  /** Integer milliseconds UTC. */
  at: number
  eventType: number
  hasPicture: boolean
  hasClip: boolean
}

/** An hour of a job at the place where its objects are. */
export interface IndexHour {
  jobId: string
  projectId: string
  bucket: string
  path: string
  /** Its begin, integer milliseconds UTC. */
  hour: number
}

export interface DueHour extends IndexHour {
  /** Grows with every result that is written. */
  version: number
}

export interface ObjectIndexStore {
  /** Notes the result; the index of its hour is due at `dueAt` at the latest. The same result may be noted again. */
  written(hour: IndexHour, result: WrittenResult, dueAt: number): Promise<void>
  /** Hours whose index is due, the longest overdue first. */
  due(limit: number): Promise<DueHour[]>
  /** All results of an hour, by time. */
  resultsOf(hour: IndexHour): Promise<WrittenResult[]>
  /** The index holds all that was written up to `version`; it stays due when more was written since. */
  indexed(hour: DueHour): Promise<void>
  /** The index could not be written; it is due again at `dueAt`. */
  postponed(hour: IndexHour, dueAt: number): Promise<void>
  /** Forgets hours before `olderThan`: their indexes are not written any more. Resolves to how many were forgotten. */
  prune(olderThan: number): Promise<number>
}
