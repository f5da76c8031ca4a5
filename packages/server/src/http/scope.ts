/** Which project a sign-in asks for. */
import type { AuthRequest } from '@vigia/contract'
import type { Project, User } from '@vigia/core'
import type { RouteDeps } from './deps.js'
import { KeystoneError } from './keystone-error.js'

interface Named {
  id?: string
  name?: string
}

/**
 * Undefined: no project was asked for, the token is for the user's domain.
 * @throws KeystoneError 401 when the user has no such project or domain, 400 when none is named
 */
export async function scopedProject(
  { identity }: Pick<RouteDeps, 'identity'>,
  user: User,
  scope: AuthRequest['auth']['scope'],
): Promise<Project | undefined> {
  if (scope?.domain && !fits(scope.domain, { id: user.domainId, name: user.domainName })) {
    throw new KeystoneError(401, 'auth.scope.domain: is not the one of the user')
  }
  const wanted = scope?.project
  if (!wanted) return undefined
  if (wanted.id === undefined && wanted.name === undefined) {
    throw new KeystoneError(400, 'auth.scope.project: id or name is required')
  }
  // A name is free once in each domain; without a domain the user's own is meant, as far as there is a choice.
  const [project] = (await identity.projectsOf(user.id))
    .filter((p) => fits(wanted, p) && fits(wanted.domain ?? {}, { id: p.domainId, name: p.domainName }))
    .sort((a, b) => Number(b.domainId === user.domainId) - Number(a.domainId === user.domainId))
  if (!project?.enabled || !project.domainEnabled) {
    throw new KeystoneError(401, 'auth.scope.project: there is no such project for this user')
  }
  return project
}

const fits = (wanted: Named, there: Required<Named>): boolean =>
  (wanted.id === undefined || wanted.id === there.id) &&
  (wanted.name === undefined || wanted.name === there.name)
