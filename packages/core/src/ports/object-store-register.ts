/** Which projects have an object store of their own. */
import type { S3Access, StorePlace } from './object-store.js'

export interface ObjectStoreRegister {
  /** Undefined: the project uses its folder of buckets. */
  find(projectId: string): Promise<S3Access | undefined>
  /** Takes the place of what was there. Throws ProjectGone. */
  put(projectId: string, access: S3Access): Promise<void>
  /** False when there was none. */
  remove(projectId: string): Promise<boolean>
}

/** Where the project's objects are now. */
export async function storePlace(
  register: Pick<ObjectStoreRegister, 'find'>,
  projectId: string,
): Promise<StorePlace> {
  const access = await register.find(projectId)
  return access ? { kind: 's3', ...access } : { kind: 'folder', projectId }
}
