/**
 * What this engine itself heard of the runs' owners, by a clock that nobody sets. A lease's row tells by the wall clock
 * and only what could be written: after a jump of the clock, or while the disk is full, it looks expired although its
 * owner asks every second. Nobody else can have taken such a run, for that would have to be written too.
 */
import type { Clock, JobStore } from '@vigia/core'
import { StoreFull } from '../store/index.js'

interface Heard {
  epoch: number
  at: number
}

export class Renewals {
  private readonly heard = new Map<string, Heard>()

  constructor(
    private readonly deps: {
      jobs: JobStore
      /** Monotonic milliseconds. */
      clock: Clock
      leaseMs: number
      log: { error(fields: object, text: string): void }
    },
  ) {}

  /** The jobs that are still the worker's. */
  async renew(worker: string, held: { jobId: string; epoch: number }[]): Promise<string[]> {
    const kept = new Set(await this.write(worker, held))
    for (const { jobId, epoch } of held) if (kept.has(jobId)) this.note(jobId, epoch)
    return [...kept]
  }

  note(jobId: string, epoch: number): void {
    this.heard.set(jobId, { epoch, at: this.deps.clock.now() })
  }

  /** True when the owner of this epoch was heard within a lease's time. */
  isFresh(jobId: string, epoch: number): boolean {
    const last = this.heard.get(jobId)
    return last?.epoch === epoch && this.deps.clock.now() - last.at < this.deps.leaseMs
  }

  forgetOld(): void {
    for (const [jobId, { at }] of this.heard)
      if (this.deps.clock.now() - at >= this.deps.leaseMs) this.heard.delete(jobId)
  }

  /** A full disk takes no run away: what the rows say of their owners still holds. */
  private async write(worker: string, held: { jobId: string; epoch: number }[]): Promise<string[]> {
    const { jobs, leaseMs, log } = this.deps
    try {
      return await jobs.renew(worker, held, leaseMs)
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error
      log.error({ err: error }, 'leases could not be written; the runs go on')
      const leases = await Promise.all(held.map(({ jobId }) => jobs.lease(jobId)))
      const isOwned = (i: number, epoch: number) => leases[i]?.owner === worker && leases[i]?.epoch === epoch
      return held.filter(({ epoch }, i) => isOwned(i, epoch)).map(({ jobId }) => jobId)
    }
  }
}
