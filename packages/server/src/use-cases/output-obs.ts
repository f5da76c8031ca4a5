/** A job's objects: from the wire's `output.obs` to the stored one. */
import type { TaskOutput } from '@vigia/contract'
import { ObjectStoreError, type ObsOutput, outputPathFault, storePlace } from '@vigia/core'
import { invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { objectRefusal } from './object-refusals.js'

/** A store that takes longer is taken for away; the delivery log will say so. */
const PATIENCE_MS = 5_000
const FIELDS = { bucket: 'output.obs.bucket', key: 'output.obs.path' }

/** @throws ApiError naming the field; VIAS.0010045 for a bucket that is not there */
export async function toObs(
  deps: JobDeps,
  projectId: string,
  { bucket, path, data_category }: NonNullable<TaskOutput['obs']>,
): Promise<ObsOutput> {
  const fault = outputPathFault(path)
  if (fault !== undefined) throw invalid(`output.obs.path: ${fault}`)
  await checkBucket(deps, projectId, bucket)
  return { bucket, path, ...(data_category ? { dataCategory: data_category } : {}) }
}

async function checkBucket(deps: JobDeps, projectId: string, bucket: string): Promise<void> {
  try {
    const store = deps.openStore(await storePlace(deps.objectStores, projectId))
    await store.list(bucket, '', { limit: 1 }, AbortSignal.timeout(PATIENCE_MS))
  } catch (error) {
    if (error instanceof ObjectStoreError && error.fault === 'away') return
    throw objectRefusal(error, FIELDS, bucket)
  }
}
