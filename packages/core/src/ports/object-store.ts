/**
 * What the platform needs of an object store: files by bucket and key. Jobs read from it, and results are written to it.
 * Every method answers within a minute, except `put`, which may take as long as bytes keep coming.
 */

export interface StoredObject {
  key: string
  /** Bytes. */
  size: number
  /** Integer milliseconds UTC. */
  modifiedAt: number
}

export interface ObjectPage {
  /** In the order of their keys, which is that of their UTF-8 bytes. */
  objects: StoredObject[]
  /** Whether there are objects behind the last one. */
  more: boolean
}

/** Where an object can be read without any key of the store; a new one is needed for each reading, for it expires. */
export interface ObjectAddress {
  url: string
  /** The only folder that has to be readable, where the address is that of a file. */
  folder?: string
}

export interface ObjectStore {
  /**
   * Objects whose keys begin with the prefix, whatever lies between.
   * @param page behind the key `after`, at most `limit` (1-1000) of them
   */
  list(
    bucket: string,
    prefix: string,
    page: { after?: string | undefined; limit: number },
    signal?: AbortSignal,
  ): Promise<ObjectPage>
  /** Undefined when there is no such object; whether there is the bucket is told by `list`. */
  stat(bucket: string, key: string, signal?: AbortSignal): Promise<StoredObject | undefined>
  /** Not whether there is the object: `stat` tells that. */
  addressOf(bucket: string, key: string): Promise<ObjectAddress>
  /**
   * Puts an object there, or in the place of the one that is there; whole or not at all, and on disk when it resolves.
   * @param size of `content`, bytes: with another number of them nothing is stored
   */
  put(
    bucket: string,
    key: string,
    content: AsyncIterable<Uint8Array>,
    size: number,
    signal?: AbortSignal,
  ): Promise<void>
  /** What is not there is gone already. */
  remove(bucket: string, key: string, signal?: AbortSignal): Promise<void>
  /** Resolves when the store can be reached and takes the keys that it was opened with. */
  check(signal?: AbortSignal): Promise<void>
}

/**
 * `no_bucket`: there is no such bucket. `bad_name`: no object can have this name here. `bad_size`: the content is not
 * as long as was said. `denied`: the keys are not accepted, or do not allow this. `refused`: the store's address may
 * not be reached. `full`: there is no room. `away`: the store does not answer now; worth another try.
 */
export type ObjectStoreFault = 'no_bucket' | 'bad_name' | 'bad_size' | 'denied' | 'refused' | 'full' | 'away'

/** Thrown by every method of a store; the text can be shown and holds no key. */
export class ObjectStoreError extends Error {
  constructor(
    readonly fault: ObjectStoreFault,
    message: string,
  ) {
    super(message)
    this.name = 'ObjectStoreError'
  }
}

/** How an S3-compatible store is reached. */
export interface S3Access {
  /** Scheme, host and port: `https://obs.example.com:9000`. */
  endpoint: string
  region: string
  accessKey: string
  secretKey: string
  /** Of temporary keys. */
  securityToken?: string
  /** Whether the bucket is part of the path or of the host's name. */
  addressing: 'path' | 'virtual-host'
}

/** Which store holds a project's objects: its folder of buckets, or a store of its own. */
export type StorePlace = { kind: 'folder'; projectId: string } | ({ kind: 's3' } & S3Access)
