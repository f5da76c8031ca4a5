/** Whether what an input of type obs names is there, as far as that can be known when it is given. */
import { ApiError } from '@vigia/contract'
import { type AnyInput, ObjectStoreError, storePlace, videosOf } from '@vigia/core'
import { objectRefusal } from './object-refusals.js'
import type { ObjectStoreDeps } from './object-store-deps.js'

/** A store that takes longer is taken for away; the job will say so. */
const PATIENCE_MS = 5_000

/**
 * @param at the field that holds bucket and path, with its dot: `input.data[0].`
 * @throws ApiError VIAS.0010045, or VIAS.00010001 where the store lets the project not in
 */
export async function checkObjects(
  deps: ObjectStoreDeps,
  projectId: string,
  input: AnyInput,
  at: string,
): Promise<void> {
  if (input.type !== 'obs') return
  const { bucket, path } = input
  if (await isThere(deps, projectId, input, at)) return
  throw new ApiError(
    'VIAS.0010045',
    `${at}path: bucket ${bucket} has no object "${path}", and no video in such a folder; choose another, or put it there first`,
  )
}

async function isThere(
  deps: ObjectStoreDeps,
  projectId: string,
  { bucket, path }: Extract<AnyInput, { type: 'obs' }>,
  at: string,
): Promise<boolean> {
  try {
    const store = deps.openStore(await storePlace(deps.objectStores, projectId))
    return (await videosOf(store, bucket, path, AbortSignal.timeout(PATIENCE_MS), 1)).length > 0
  } catch (error) {
    if (error instanceof ObjectStoreError && error.fault === 'away') return true
    throw objectRefusal(error, { bucket: `${at}bucket`, key: `${at}path` }, bucket)
  }
}
