/** How long a project keeps its events, what they take, and the removal of the oldest. */

/** Undefined: as the server has it. */
export interface EventRetention {
  days: number | undefined
  /** With pictures and clips. */
  bytes: number | undefined
}

export interface EventRetentionStore {
  /** Of a project that has chosen nothing both are undefined. */
  retention(projectId: string): Promise<EventRetention>
  /** @throws GoneMeanwhile when the project is gone */
  setRetention(projectId: string, retention: EventRetention): Promise<void>
  /** Bytes of all events of a project, with pictures and clips. */
  usedBytes(projectId: string): Promise<number>
  /** Projects that have events. */
  projects(): Promise<string[]>
  /**
   * Deletes the oldest main events with their repeats, in one transaction: some hundred at most, none with a delivery
   * that is still pending, and none whose newest repeat is at or after `before` (milliseconds UTC; undefined: whatever
   * its age). With `bytes` no more than is needed to free so much. Returns how many bytes were freed; 0 when there is
   * nothing to delete. Pictures and clips that no row names any more are taken away by the next sweep of the blobs.
   */
  removeOldest(
    projectId: string,
    limits: { before?: number | undefined; bytes?: number | undefined },
  ): Promise<number>
}
