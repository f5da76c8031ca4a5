/** Writes the audit log. Entries that wait at the same time share one transaction, and so one sync of the disk. */
import type { AuditDraft, AuditRecord, AuditStore, Clock } from '@vigia/core'

interface Waiting {
  draft: AuditDraft
  done(seq: number): void
  failed(error: unknown): void
}

export class AuditLog {
  private waiting: Waiting[] = []
  private isWriting = false

  constructor(
    private readonly store: AuditStore,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns `seq` of the entry, once it is on disk
   * @throws what the store throws, such as StoreFull; the entry is not written then
   */
  append(chain: string, record: AuditRecord): Promise<number> {
    return new Promise((done, failed) => {
      this.waiting.push({ draft: { chain, at: this.clock.now(), record }, done, failed })
      if (!this.isWriting) void this.write()
    })
  }

  private async write(): Promise<void> {
    this.isWriting = true
    while (this.waiting.length > 0) {
      // A transaction lets no other request have its turn: those that came by now are heard first.
      await new Promise((resolve) => setImmediate(resolve))
      const together = this.waiting.splice(0)
      try {
        const seqs = await this.store.append(together.map(({ draft }) => draft))
        for (const [i, { done }] of together.entries()) done(seqs[i]!)
      } catch (error) {
        for (const { failed } of together) failed(error)
      }
    }
    this.isWriting = false
  }
}
