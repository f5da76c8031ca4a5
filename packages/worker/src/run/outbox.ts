/** Results that were raised and are not yet known to be on disk. Bounded: a full outbox holds the analysis, it drops nothing. */
import type { ResultRow } from '@vigia/core'

export class Outbox {
  private readonly waiting = new Map<number, ResultRow>()
  private readonly wakeups: (() => void)[] = []

  /**
   * @param send hands rows over; may be called again with the same rows
   * @param most how many rows may wait, at least 1
   */
  constructor(
    private readonly send: (rows: ResultRow[]) => void,
    private readonly most: number,
  ) {}

  get size(): number {
    return this.waiting.size
  }

  put(rows: ResultRow[]): void {
    if (rows.length === 0) return
    for (const row of rows) this.waiting.set(row.sequence, row)
    this.send(rows)
  }

  /** Everything up to and including `sequence` is on disk. */
  stored(sequence: number): void {
    for (const waiting of this.waiting.keys()) if (waiting <= sequence) this.waiting.delete(waiting)
    for (const wake of this.wakeups.splice(0)) wake()
  }

  /** Resolves once fewer than `most` rows wait. */
  async room(): Promise<void> {
    while (this.waiting.size >= this.most) await this.nextStored()
  }

  /** Resolves once nothing waits. */
  async empty(): Promise<void> {
    while (this.waiting.size > 0) await this.nextStored()
  }

  private nextStored(): Promise<void> {
    return new Promise((resolve) => {
      this.wakeups.push(resolve)
    })
  }
}
