/** What stores refuse, told to operators. */
import { type Contents, LastAdmin, NameTaken, PLATFORM_DOMAIN } from '@vigia/core'
import { IdentityRefusal } from '../../identity/index.js'

/**
 * @param kind what is made or changed: domain, project or user
 * @throws IdentityRefusal conflict for a name that is taken, and for what would leave the platform without an admin
 */
export async function refusing<T>(kind: 'domain' | 'project' | 'user', work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NameTaken)
      throw new IdentityRefusal(
        'conflict',
        `${kind}.name: there is a ${kind} ${error.jobName} already; choose another name`,
      )
    if (error instanceof LastAdmin)
      throw new IdentityRefusal(
        'conflict',
        `${kind}: the platform would be left without an admin; first give another user the role admin on domain ${PLATFORM_DOMAIN.name}`,
      )
    throw error
  }
}

/** @throws IdentityRefusal conflict naming what is still there */
export function checkEmpty(kind: 'domain' | 'project', contents: Contents): void {
  const held = Object.entries(contents).map(([name, count]) => `${name} (${count})`)
  if (held.length === 0) return
  throw new IdentityRefusal('conflict', `${kind}: still holds ${held.join(', ')}; delete these first`)
}
