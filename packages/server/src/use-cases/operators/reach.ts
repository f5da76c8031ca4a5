/** How far an operator reaches: an admin of the platform everywhere, another one in the domains he administers. What lies beyond is not there. */
import {
  type AccessKey,
  administered,
  type Domain,
  isPlatformAdmin,
  type Project,
  type User,
} from '@vigia/core'
import { IdentityRefusal } from '../../identity/index.js'
import type { Actor, OperatorDeps } from './operator-deps.js'

type Deps = Pick<OperatorDeps, 'identity'>

/** Ids of domains; undefined: all. */
export const reachOf = ({ grants }: Actor): string[] | undefined =>
  isPlatformAdmin(grants) ? undefined : administered(grants)

export const reaches = (actor: Actor, domainId: string): boolean => reachOf(actor)?.includes(domainId) ?? true

/** @throws IdentityRefusal missing */
export async function domainInReach({ identity }: Deps, actor: Actor, id: string): Promise<Domain> {
  const domain = reaches(actor, id) ? await identity.domain({ id }) : undefined
  if (domain) return domain
  throw new IdentityRefusal('missing', `domain_id: there is no domain ${id} that you administer`)
}

/**
 * The domain in which something is to be made, where the body names it or leaves it out.
 * @throws IdentityRefusal invalid
 */
export async function domainForNew(
  { identity }: Deps,
  actor: Actor,
  field: string,
  id = actor.user.domainId,
): Promise<Domain> {
  const domain = reaches(actor, id) ? await identity.domain({ id }) : undefined
  if (domain) return domain
  throw new IdentityRefusal('invalid', `${field}: there is no domain ${id} that you administer; name one`)
}

/** @throws IdentityRefusal missing */
export async function projectInReach({ identity }: Deps, actor: Actor, id: string): Promise<Project> {
  const project = await identity.project(id)
  if (project && reaches(actor, project.domainId)) return project
  throw new IdentityRefusal(
    'missing',
    `project_id: there is no project ${id} in a domain that you administer`,
  )
}

/** @throws IdentityRefusal missing */
export async function userInReach({ identity }: Deps, actor: Actor, id: string): Promise<User> {
  const user = await identity.userById(id)
  if (user && reaches(actor, user.domainId)) return user
  throw new IdentityRefusal('missing', `user_id: there is no user ${id} in a domain that you administer`)
}

/** An access key of oneself or of a user in reach. @throws IdentityRefusal missing */
export async function keyInReach({ identity }: Deps, actor: Actor, access: string): Promise<AccessKey> {
  const key = await identity.keys.find(access)
  const owner = key && (await identity.userById(key.userId))
  if (key && owner && (owner.id === actor.user.id || reaches(actor, owner.domainId))) return key
  throw new IdentityRefusal('missing', `access_key: you have no access key ${access}`)
}

/** Also oneself, without any role. @throws IdentityRefusal missing */
export async function oneselfOrInReach(deps: Deps, actor: Actor, id: string): Promise<User> {
  return id === actor.user.id ? actor.user : userInReach(deps, actor, id)
}
