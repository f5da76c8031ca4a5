/** Changes many jobs, a bounded number in one transaction, until none is left that can be changed now. */
import type { JobChange, JobStore, JobSummary } from '@vigia/core'

/** Jobs in one transaction, some 80 ms (bench/RESULTS.md). */
const BATCH = 500

/**
 * @param find jobs that have to be changed
 * @param changeOf undefined: this one cannot be changed now
 * @param done is told of every change that was made
 */
export async function inBatches(
  jobs: Pick<JobStore, 'changeAll'>,
  find: (limit: number) => Promise<JobSummary[]>,
  changeOf: (job: JobSummary) => JobChange | undefined,
  done: (change: JobChange) => void,
): Promise<void> {
  for (;;) {
    const found = await find(BATCH)
    const changes = found.flatMap((job) => changeOf(job) ?? [])
    const made = changes.length > 0 ? await jobs.changeAll(changes) : []
    changes.forEach((change, i) => {
      if (made[i]) done(change)
    })
    // Whatever changed under our eyes, or cannot be changed now, is looked at again by the next tick.
    if (found.length < BATCH || !made.includes(true)) return
  }
}
