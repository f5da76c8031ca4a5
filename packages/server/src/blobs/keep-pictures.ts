/** Puts the pictures of new results on disk, before the results that name them are stored. */
import { type BlobStore, blobName, type NewResult, type ResultRow } from '@vigia/core'

/** Written at the same time: their syncs share the disk's turns. */
const AT_ONCE = 8

/** @throws StoreFull */
export async function keepPictures(blobs: BlobStore, rows: readonly ResultRow[]): Promise<NewResult[]> {
  const kept: NewResult[] = []
  for (let from = 0; from < rows.length; from += AT_ONCE)
    kept.push(...(await Promise.all(rows.slice(from, from + AT_ONCE).map((row) => keep(blobs, row)))))
  return kept
}

async function keep(blobs: BlobStore, { picture, ...result }: ResultRow): Promise<NewResult> {
  if (!picture) return { ...result, pictureName: undefined }
  const pictureName = blobName(result, 'jpg')
  await blobs.put(pictureName, picture)
  return { ...result, pictureName }
}
