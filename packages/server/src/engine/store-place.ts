/** Which object store a project has, looked up when it is needed. */
import type { ObjectStoreRegister, StorePlace } from '@vigia/core'

export async function storePlace(
  register: Pick<ObjectStoreRegister, 'find'>,
  projectId: string,
): Promise<StorePlace> {
  const access = await register.find(projectId)
  return access ? { kind: 's3', ...access } : { kind: 'folder', projectId }
}
