/** What the use cases of object stores need. */
import type { ObjectStore, ObjectStoreRegister, StorePlace } from '@vigia/core'

export interface ObjectStoreDeps {
  objectStores: ObjectStoreRegister
  openStore(place: StorePlace): ObjectStore
}
