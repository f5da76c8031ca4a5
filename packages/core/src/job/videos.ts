/** Which objects an input of type obs means: the one that its path names, or each video in the folder of that name. */
import { type ObjectStore, ObjectStoreError } from '../ports/object-store.js'
import { compareKeys } from './run-progress.js'

/** What VIAS reads, and what else is video here; case does not count. */
const VIDEO = /\.(avi|wmv|mpg|mpeg|mp4|mov|m4v|mkv|ts|flv|webm)$/i
/** Objects of one job; whoever has more makes a job for each folder. */
export const MOST_OBJECTS = 10_000
const PAGE = 1_000

/**
 * Their keys as the store lists them, at most `most`; none: there is no such object and no video in such a folder.
 * @throws ObjectStoreError, `no_bucket` among others
 */
export async function videosOf(
  store: Pick<ObjectStore, 'stat' | 'list'>,
  bucket: string,
  path: string,
  signal?: AbortSignal,
  most = MOST_OBJECTS,
): Promise<string[]> {
  const isFolder = path === '' || path.endsWith('/')
  // What is named may have any ending.
  if (!isFolder && (await store.stat(bucket, path, signal))) return [path]
  const prefix = isFolder ? path : `${path}/`
  const keys: string[] = []
  for (let after: string | undefined, more = true; more && keys.length < most; ) {
    const page = await store.list(bucket, prefix, { after, limit: PAGE }, signal)
    keys.push(...page.objects.filter(({ key, size }) => size > 0 && VIDEO.test(key)).map(({ key }) => key))
    const last = page.objects.at(-1)?.key
    more = page.more
    if (more && (last === undefined || (after !== undefined && compareKeys(last, after) <= 0)))
      throw new ObjectStoreError('denied', 'the object store answers for the next objects with the same ones')
    if (more && signal?.aborted)
      throw new ObjectStoreError('away', 'the object store did not list its objects in time')
    after = last
  }
  return keys.slice(0, most)
}
