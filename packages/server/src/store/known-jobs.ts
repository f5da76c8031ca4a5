/**
 * Jobs as they were last read: reading one and opening its secrets takes as long as all the rest of an answer. Only for a
 * store that no other process writes. Whoever changes a job forgets it inside the transaction, while nobody can read it
 * anew; so what is known here is never older than the row.
 */
import type { Job } from '@vigia/core'

/** Beyond it the job that was read longest ago is read anew. */
const MOST = 100_000

export class KnownJobs {
  private readonly jobs = new Map<string, Job>()

  get(id: string): Job | undefined {
    return this.jobs.get(id)
  }

  /** @param job just read, outside any transaction; nobody may change it from now on */
  keep(job: Job): Job {
    // A map keeps the order of insertion: the first one was read longest ago.
    if (this.jobs.size >= MOST) this.jobs.delete(this.jobs.keys().next().value!)
    this.jobs.set(job.id, Object.freeze(job))
    return job
  }

  /** To be called inside the transaction that changes the job. */
  forget(id: string): void {
    this.jobs.delete(id)
  }
}
