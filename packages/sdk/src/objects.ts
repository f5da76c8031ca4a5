/** The object store of a project, and the objects in it. Every call throws VigiaError when it fails. */
import type {
  ChangeObjectStore,
  ObjectAnswer,
  ObjectList,
  ObjectStoreAnswer,
  ObjectsQuery,
} from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'

const inBucket = (bucket: string): string => `buckets/${part(bucket)}/objects`
/** Objects may have 4 GiB, and come over slow lines. */
const UPLOAD_MS = 6 * 3_600_000

export class Objects {
  constructor(private readonly call: Caller) {}

  /** Where the project's objects are; secrets are masked. */
  async store(): Promise<ObjectStoreAnswer> {
    return (await this.call.json(inProject('GET', 'object-store'))) as ObjectStoreAnswer
  }

  /** Uses a store that speaks S3 from now on. It is asked first; secrets sent back as shown stay. */
  async useStore(body: ChangeObjectStore): Promise<ObjectStoreAnswer> {
    return (await this.call.json(inProject('PUT', 'object-store', { body }))) as ObjectStoreAnswer
  }

  /** Goes back to the buckets of the installation itself. */
  async useOwnStore(): Promise<ObjectStoreAnswer> {
    return (await this.call.json(inProject('DELETE', 'object-store'))) as ObjectStoreAnswer
  }

  /** In the order of their keys; `limit` 1-1000 (100), `after` goes on behind a key. */
  async list(bucket: string, query: Partial<ObjectsQuery> = {}): Promise<ObjectList> {
    return (await this.call.json(inProject('GET', inBucket(bucket), { query }))) as ObjectList
  }

  /**
   * Puts an object of up to 4 GiB there, instead of one of its name.
   * @param bytes in Node, `openAsBlob` of `node:fs` makes one of a file without reading it
   * @param timeoutMs for the whole upload; 6 h when left out
   */
  async upload(bucket: string, key: string, bytes: Blob, timeoutMs = UPLOAD_MS): Promise<ObjectAnswer> {
    const request = {
      query: { key },
      headers: { 'content-type': 'application/octet-stream' },
      bytes,
      timeoutMs,
    }
    return (await this.call.json(inProject('PUT', inBucket(bucket), request))) as ObjectAnswer
  }

  /** Deletes one; what is not there is gone already. */
  async delete(bucket: string, key: string): Promise<void> {
    await this.call.json(inProject('DELETE', inBucket(bucket), { query: { key } }))
  }
}
