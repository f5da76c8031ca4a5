/** Batches that are being deleted go when their last member is gone; members that nobody has told yet are told. */
import { type BatchStore, type Clock, JOB_STATES, type JobStore } from '@vigia/core'
import { changeBy } from './act-on-job.js'

interface FinishDeps {
  batches: BatchStore
  jobs: JobStore
  clock: Clock
}

/** Jobs told in one step; the rest follow in the next. */
const MOST = 500
const UNTOLD = JOB_STATES.filter((state) => state !== 'DELETING')

/** One step; cheap when no batch is being deleted. After a crash it goes on where the deletion stood. */
export async function finishBatches(deps: FinishDeps): Promise<void> {
  for (const batchId of await deps.batches.markedForDeletion()) {
    if (await deps.batches.removeEmpty(batchId)) continue
    const untold = await deps.jobs.within({ batchId }, UNTOLD, MOST)
    if (untold.length > 0)
      await deps.jobs.changeAll(untold.map((job) => changeBy(deps, job, 'delete', 'engine')))
  }
}
