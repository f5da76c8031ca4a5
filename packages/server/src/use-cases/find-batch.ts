/** A batch of the caller's project; another project's batch does not exist for them. */
import type { Batch } from '@vigia/core'
import type { BatchDeps } from './batch-deps.js'
import { noBatch } from './batch-refusals.js'
import type { Caller } from './job-deps.js'

/** @throws ApiError VIAS.00010008 */
export async function findBatch(
  { batches }: Pick<BatchDeps, 'batches'>,
  { projectId }: Caller,
  id: string,
): Promise<Batch> {
  const batch = await batches.get(projectId, id)
  if (batch) return batch
  throw noBatch(id)
}
