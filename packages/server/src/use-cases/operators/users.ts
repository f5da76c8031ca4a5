/** Users: made, changed and removed by admins of their domain; a password is changed by its owner too. */
import type { ChangePassword, ChangeUser, CreateUser, UserQuery } from '@vigia/contract'
import type { User } from '@vigia/core'
import { hashPassword, IdentityRefusal, limitKey, passwordMatches } from '../../identity/index.js'
import type { Actor, OperatorDeps } from './operator-deps.js'
import { domainForNew, reachOf, userInReach } from './reach.js'
import { refusing } from './refusals.js'

/** Of the domains that the actor administers. */
export async function usersInReach(
  { identity }: OperatorDeps,
  actor: Actor,
  { domain_id, name, enabled, page, per_page }: UserQuery,
): Promise<{ users: User[]; total: number }> {
  const reach = reachOf(actor)
  const domainIds = domain_id === undefined ? reach : [domain_id].filter((id) => reach?.includes(id) ?? true)
  if (domainIds?.length === 0) return { users: [], total: 0 }
  return identity.users({
    ...(domainIds === undefined ? {} : { domainIds }),
    ...(name === undefined ? {} : { name }),
    ...(enabled === undefined ? {} : { enabled }),
    offset: (page - 1) * per_page,
    limit: per_page,
  })
}

/** @throws IdentityRefusal invalid for a domain that the actor does not administer; conflict when the name is taken */
export async function createUser(deps: OperatorDeps, actor: Actor, { user }: CreateUser): Promise<User> {
  const { name, password, description = '', domain_id, enabled = true } = user
  const domain = await domainForNew(deps, actor, 'user.domain_id', domain_id)
  const id = deps.ids.hex32()
  const made = {
    id,
    name,
    domainId: domain.id,
    domainName: domain.name,
    passwordHash: await hashPassword(password),
    description,
    enabled,
  }
  await refusing('user', () => deps.identity.createUser(made))
  deps.log.info({ made: id, name, user: actor.user.name }, 'user made')
  return (await deps.identity.userById(id))!
}

/** @throws IdentityRefusal missing; conflict when the name is taken, or for the last admin of the platform */
export async function changeUser(
  deps: OperatorDeps,
  actor: Actor,
  id: string,
  { user: { name, description, enabled, password } }: ChangeUser,
): Promise<User> {
  await userInReach(deps, actor, id)
  const to = {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
  }
  await refusing('user', () => deps.identity.changeUser(id, to))
  deps.forgetSignedIn()
  deps.log.info({ changed: id, user: actor.user.name }, 'user changed')
  return userInReach(deps, actor, id)
}

/** @throws IdentityRefusal missing; conflict for the last admin of the platform */
export async function deleteUser(deps: OperatorDeps, actor: Actor, id: string): Promise<void> {
  await userInReach(deps, actor, id)
  await refusing('user', () => deps.identity.removeUser(id))
  deps.forgetSignedIn()
  deps.log.info({ deleted: id, user: actor.user.name }, 'user deleted')
}

/**
 * The own one; the user's tokens end.
 * @param address where the request came from: a token that was stolen is no way to guess the password
 * @throws IdentityRefusal missing for anybody else's password, unauthorized when the original one is wrong, too many
 */
export async function changePassword(
  deps: OperatorDeps,
  actor: Actor,
  address: string,
  id: string,
  { user: { original_password, password } }: ChangePassword,
): Promise<void> {
  if (id !== actor.user.id)
    throw new IdentityRefusal('missing', 'user_id: is not your own; an admin of the domain changes the user')
  const user = await deps.identity.userById(id)
  await deps.signInLimit.attempt(
    limitKey(address, actor.user.domainId, actor.user.name),
    () => passwordMatches(user?.passwordHash, original_password),
    'user.original_password: is wrong',
  )
  const to = { passwordHash: await hashPassword(password) }
  // Whoever reset the password meanwhile shut out everybody who knew the old one.
  if (!user || !(await deps.identity.changeUser(id, to, user.passwordHash)))
    throw new IdentityRefusal('unauthorized', 'user.original_password: is not the password any more')
  deps.forgetSignedIn()
  deps.log.info({ changed: id, user: actor.user.name }, 'password changed')
}
