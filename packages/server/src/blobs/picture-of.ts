/** Where the picture of a result is: in the blob store, or in the result's row when an older release stored it. */
import type { BlobStore, ResultStore, StoredResult } from '@vigia/core'

/** JPEG bytes; undefined when the result has no picture. */
export async function pictureOf(
  { results, blobs }: { results: ResultStore; blobs: BlobStore },
  result: StoredResult,
): Promise<Uint8Array | undefined> {
  if (result.pictureName !== undefined) return blobs.get(result.pictureName)
  return result.hasPicture ? results.inlinePicture(result.messageId) : undefined
}
