/** From where a project's objects are to the store that holds them. */
import { join } from 'node:path'
import type { AddressPolicy, ObjectStore, StorePlace } from '@vigia/core'
import { FolderStore } from './folder-store.js'
import { diskOf, Room } from './room.js'
import { S3Store } from './s3-store.js'

export interface StoresDeps {
  dataDir: string
  /** Whom the addresses of stores may lead to. */
  policy: AddressPolicy
}

export type OpenStore = (place: StorePlace) => ObjectStore

/** Where the embedded stores of all projects are. */
export const bucketsDir = (dataDir: string): string => join(dataDir, 'buckets')

/** Opening costs nothing; each store may be dropped at any time. */
export function objectStores({ dataDir, policy }: StoresDeps): OpenStore {
  const folder = { root: bucketsDir(dataDir), room: new Room(() => diskOf(dataDir)) }
  return (place) =>
    place.kind === 's3' ? new S3Store(place, { policy }) : new FolderStore(folder, place.projectId)
}
