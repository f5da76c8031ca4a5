/** Roles and who has them, as Keystone clients ask for them. */
import { type Static, Type } from 'typebox'
import { identityId, onePageLinks, page, pageLinks, perPage } from './identity-common.js'

const roleId = Type.Enum(['viewer', 'operator', 'admin'])
const named = Type.Object({ id: Type.String(), name: Type.Optional(Type.String()) })
const inDomain = Type.Object({
  id: Type.String(),
  name: Type.Optional(Type.String()),
  domain: Type.Optional(named),
})

export const RoleItem = Type.Object({
  id: Type.String({ description: 'The same as the name' }),
  name: Type.String(),
  description: Type.String(),
  domain_id: Type.Null(),
  links: Type.Object({ self: Type.String() }),
})
export type RoleItem = Static<typeof RoleItem>
export const RoleAnswer = Type.Object({ role: RoleItem })
export const RoleList = Type.Object({ links: onePageLinks, roles: Type.Array(RoleItem) })
export const RoleQuery = Type.Object({ name: Type.Optional(Type.String({ maxLength: 64 })) })
/** Of a role by itself: one that is not there is not found, rather than wrong. */
export const OneRolePath = Type.Object({ role_id: identityId })
/** `id` is that of the domain or the project. */
export const GrantPath = Type.Object({ id: identityId, user_id: identityId, role_id: roleId })
export type GrantPath = Static<typeof GrantPath>

export const AssignmentItem = Type.Object({
  role: named,
  user: inDomain,
  scope: Type.Object({ domain: Type.Optional(named), project: Type.Optional(inDomain) }),
  links: Type.Object({ assignment: Type.String() }),
})
export type AssignmentItem = Static<typeof AssignmentItem>
export const AssignmentList = Type.Object({
  links: pageLinks,
  role_assignments: Type.Array(AssignmentItem),
})
export const AssignmentQuery = Type.Object({
  'user.id': Type.Optional(identityId),
  'role.id': Type.Optional(identityId),
  'scope.domain.id': Type.Optional(identityId),
  'scope.project.id': Type.Optional(identityId),
  include_names: Type.Optional(
    Type.String({ maxLength: 5, description: 'Any value but 0 and false: with the names behind the ids' }),
  ),
  page,
  per_page: perPage,
})
export type AssignmentQuery = Static<typeof AssignmentQuery>
