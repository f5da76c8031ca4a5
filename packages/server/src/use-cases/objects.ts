/** Objects of a project: listed, put there, taken away, whichever store holds them. */
import { ApiError } from '@vigia/contract'
import { type ObjectPage, type StoredObject, storePlace } from '@vigia/core'
import type { Caller } from './job-deps.js'
import { objectRefusal } from './object-refusals.js'
import type { ObjectStoreDeps } from './object-store-deps.js'

/** Of one object, bytes: what VIAS takes. */
export const LARGEST_OBJECT = 4 * 1024 ** 3
/** Uploads of one project, and of all, at once. */
const MOST_OF_PROJECT = 4
const MOST = 32

const FIELDS = { bucket: 'bucket', key: 'key' }

/** @throws ApiError naming the field */
async function inStore<T>(
  deps: ObjectStoreDeps,
  { projectId }: Caller,
  bucket: string,
  act: (store: ReturnType<ObjectStoreDeps['openStore']>) => Promise<T>,
): Promise<T> {
  try {
    return await act(deps.openStore(await storePlace(deps.objectStores, projectId)))
  } catch (error) {
    throw objectRefusal(error, FIELDS, bucket)
  }
}

export const listObjects = (
  deps: ObjectStoreDeps,
  caller: Caller,
  bucket: string,
  { prefix = '', ...page }: { prefix?: string; after?: string; limit: number },
): Promise<ObjectPage> => inStore(deps, caller, bucket, (store) => store.list(bucket, prefix, page))

export const removeObject = (
  deps: ObjectStoreDeps,
  caller: Caller,
  bucket: string,
  key: string,
): Promise<void> => inStore(deps, caller, bucket, (store) => store.remove(bucket, key))

/** Uploads under way on this server. */
export class Uploads {
  private readonly running = new Map<string, number>()
  private all = 0

  constructor(private readonly deps: ObjectStoreDeps) {}

  /**
   * @param size of `content`, bytes
   * @throws ApiError naming the field; VIAS.00010016 while there is no room, or too many are under way
   */
  async put(
    caller: Caller,
    bucket: string,
    key: string,
    content: AsyncIterable<Uint8Array>,
    size: number,
  ): Promise<StoredObject> {
    if (size > LARGEST_OBJECT)
      throw new ApiError(
        'VIAS.00010004',
        `body: an object has at most ${LARGEST_OBJECT} bytes, this has ${size}`,
      )
    const release = this.enter(caller.projectId)
    try {
      return await inStore(this.deps, caller, bucket, async (store) => {
        await store.put(bucket, key, content, size)
        return (await store.stat(bucket, key)) ?? { key, size, modifiedAt: 0 }
      })
    } finally {
      release()
    }
  }

  private enter(projectId: string): () => void {
    const mine = this.running.get(projectId) ?? 0
    if (mine >= MOST_OF_PROJECT || this.all >= MOST)
      throw new ApiError(
        'VIAS.00010016',
        `body: ${mine} uploads of this project are under way; wait for one to end`,
      )
    this.running.set(projectId, mine + 1)
    this.all++
    return () => {
      const left = (this.running.get(projectId) ?? 1) - 1
      if (left > 0) this.running.set(projectId, left)
      else this.running.delete(projectId)
      this.all--
    }
  }
}
