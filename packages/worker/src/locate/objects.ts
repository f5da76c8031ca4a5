/** Videos in an object store: one by its key, or all below a folder. Each is read by an address that lasts an hour. */
import { compareKeys, type ObjectStore, ObjectStoreError, type StoredInput, videosOf } from '@vigia/core'
import { AttemptError, type Failure, failure } from '../source/index.js'
import type { Locator } from './locator.js'

export function objectLocator({ bucket, path }: StoredInput, store: ObjectStore): Locator {
  return {
    presumed: 'file',
    parts: (signal) =>
      asked(async () => {
        const keys = await videosOf(store, bucket, path, signal)
        if (keys.length > 0) return keys.sort(compareKeys)
        throw new AttemptError(
          failure('SOURCE.NOT_FOUND', `there is no video ${path} in bucket ${bucket}`, 'never'),
        )
      }),
    locate: (signal, key = path) =>
      asked(async () => {
        // Told here with the store's own words; a decoder would be told a number.
        if (!(await store.stat(bucket, key, signal)))
          throw new AttemptError(failure('SOURCE.NOT_FOUND', 'the object is not there any more', 'never'))
        const { url, folder } = await store.addressOf(bucket, key)
        return folder === undefined ? { url, verify: true } : { url, mediaDirs: [folder] }
      }),
  }
}

/** @throws AttemptError in place of what a store throws */
async function asked<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (error) {
    throw error instanceof ObjectStoreError ? new AttemptError(meaningOf(error)) : error
  }
}

function meaningOf({ fault, message }: ObjectStoreError): Failure {
  if (fault === 'away') return failure('SOURCE.UNREACHABLE', message, 'ever')
  if (fault === 'denied') return failure('SOURCE.UNAUTHORIZED', message, 'never')
  if (fault === 'refused') return failure('SOURCE.REFUSED', message, 'never')
  return failure('SOURCE.NOT_FOUND', message, 'never')
}
