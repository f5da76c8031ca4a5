/** Roles of users on domains and projects: given and taken by admins of the domain. */
import type { AssignmentQuery, GrantPath } from '@vigia/contract'
import { type NamedAssignment, PLATFORM_DOMAIN, ROLES, type Role, type RoleAssignment } from '@vigia/core'
import { IdentityRefusal } from '../../identity/index.js'
import type { Actor, OperatorDeps } from './operator-deps.js'
import { domainInReach, projectInReach, reachOf, userInReach } from './reach.js'
import { refusing } from './refusals.js'

type Scope = RoleAssignment['scope']

/**
 * @throws IdentityRefusal missing when domain, project or user are not the actor's; forbidden for a role on a domain for
 *   a user of another one than it and the platform's: the admins of his domain could take his place
 */
export async function grantRole(
  deps: OperatorDeps,
  actor: Actor,
  scope: Scope,
  path: GrantPath,
): Promise<void> {
  const assignment = await assignmentOf(deps, actor, scope, path)
  const user = await userInReach(deps, actor, assignment.userId)
  if (scope === 'domain' && ![path.id, PLATFORM_DOMAIN.id].includes(user.domainId))
    throw new IdentityRefusal(
      'forbidden',
      `user_id: a role on a domain is for its own users and those of domain ${PLATFORM_DOMAIN.name}; make one there`,
    )
  await deps.identity.roles.grant(assignment)
  deps.forgetSignedIn()
  deps.log.info({ ...assignment, user: actor.user.name }, 'role given')
}

/** @throws IdentityRefusal missing also when the user has not this role there; conflict for the platform's last admin */
export async function revokeRole(
  deps: OperatorDeps,
  actor: Actor,
  scope: Scope,
  path: GrantPath,
): Promise<void> {
  const assignment = await assignmentOf(deps, actor, scope, path)
  const done = await refusing('user', () => deps.identity.roles.revoke(assignment))
  if (!done) throw hasNot(assignment)
  deps.forgetSignedIn()
  deps.log.info({ ...assignment, user: actor.user.name }, 'role taken away')
}

/** @throws IdentityRefusal missing when the user has not this role there */
export async function checkRole(
  deps: OperatorDeps,
  actor: Actor,
  scope: Scope,
  path: GrantPath,
): Promise<void> {
  const assignment = await assignmentOf(deps, actor, scope, path)
  if (!(await deps.identity.roles.has(assignment))) throw hasNot(assignment)
}

async function assignmentOf(
  deps: OperatorDeps,
  actor: Actor,
  scope: Scope,
  { id, user_id, role_id }: GrantPath,
): Promise<RoleAssignment> {
  const find = scope === 'domain' ? domainInReach : projectInReach
  await find(deps, actor, id)
  return { userId: user_id, scope, scopeId: id, role: role_id }
}

const hasNot = ({ userId, scope, scopeId, role }: RoleAssignment): IdentityRefusal =>
  new IdentityRefusal('missing', `role_id: user ${userId} has not the role ${role} on ${scope} ${scopeId}`)

/** The actor's own, and all on the domains that he administers and their projects. */
export async function visibleAssignments(
  { identity }: OperatorDeps,
  actor: Actor,
  query: AssignmentQuery,
): Promise<{ assignments: NamedAssignment[]; total: number }> {
  const { 'user.id': userId, 'role.id': roleId, page, per_page } = query
  const domainIds = reachOf(actor)
  const scopes = scopesOf(query)
  if (scopes.length > 1 || (roleId !== undefined && !ROLES.includes(roleId as Role)))
    return { assignments: [], total: 0 }
  return identity.roles.list({
    ...(userId === undefined ? {} : { userId }),
    ...(roleId === undefined ? {} : { role: roleId as Role }),
    ...scopes[0],
    ...(domainIds === undefined ? {} : { within: { userId: actor.user.id, domainIds } }),
    offset: (page - 1) * per_page,
    limit: per_page,
  })
}

/** An assignment is on one of them: asked for both, there is none. */
const scopesOf = (query: AssignmentQuery): { scope: Scope; scopeId: string }[] =>
  (['domain', 'project'] as const).flatMap((scope) => {
    const scopeId = query[`scope.${scope}.id`]
    return scopeId === undefined ? [] : [{ scope, scopeId }]
  })
