/** A batch of the caller's project; another project's batch does not exist for them. */
import { ApiError } from '@vigia/contract'
import type { Batch } from '@vigia/core'
import type { BatchDeps } from './batch-deps.js'
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

export const noBatch = (id: string): ApiError =>
  new ApiError('VIAS.00010008', `id: there is no batch ${id} in this project`)

export const batchNameTaken = (name: string): ApiError =>
  new ApiError('VIAS.00010011', `name: "${name}" is taken by another batch of this project`)
