/** Roles, and who has them on which domain or project. */
import {
  type AssignmentItem,
  AssignmentList,
  AssignmentQuery,
  GrantPath,
  OneRolePath,
  RoleAnswer,
  type RoleItem,
  RoleList,
  RoleQuery,
} from '@vigia/contract'
import { type NamedAssignment, ROLES, type Role } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import { IdentityRefusal } from '../identity/index.js'
import { checkRole, grantRole, revokeRole, visibleAssignments } from '../use-cases/operators/index.js'
import { type App, actorOf, originOf, type RouteDeps } from './deps.js'
import { DONE, refusals } from './operation.js'
import { onlyLinks, pageLinks } from './page-links.js'

const tags = ['roles']
const ABOUT: Record<Role, string> = {
  viewer: 'Sees everything in a project but its audit log',
  operator: 'Also makes, changes, starts, stops and deletes jobs and what they work on',
  admin: 'Also deploys services and reads the audit log; on a domain, also makes users, roles and projects',
}
const SCOPES = [
  { scope: 'domain', Scope: 'Domain' },
  { scope: 'project', Scope: 'Project' },
] as const

export function roleRoutes(app: App, deps: RouteDeps): void {
  app.get(
    '/v3/roles',
    {
      schema: {
        tags,
        operationId: 'listRoles',
        summary: 'The roles there are',
        querystring: RoleQuery,
        response: { 200: RoleList, ...refusals(400, 401) },
      },
    },
    async (request) => {
      const { name } = request.query
      const roles = ROLES.filter((role) => name === undefined || role === name)
      return { links: onlyLinks(request), roles: roles.map((role) => describe(role, request)) }
    },
  )

  app.get(
    '/v3/roles/:role_id',
    {
      schema: {
        tags,
        operationId: 'showRole',
        summary: 'One role',
        params: OneRolePath,
        response: { 200: RoleAnswer, ...refusals(400, 401, 404) },
      },
    },
    async (request) => {
      const role = ROLES.find((one) => one === request.params.role_id)
      if (role) return { role: describe(role, request) }
      throw new IdentityRefusal('missing', `role_id: there is no such role; there are ${ROLES.join(', ')}`)
    },
  )

  app.get(
    '/v3/role_assignments',
    {
      schema: {
        tags,
        operationId: 'listRoleAssignments',
        summary: 'Who has which role where: the own ones, and those in domains that one administers',
        querystring: AssignmentQuery,
        response: { 200: AssignmentList, ...refusals(400, 401) },
      },
    },
    async (request) => {
      const { query } = request
      const { assignments, total } = await visibleAssignments(deps, actorOf(request), query)
      const withNames = !['0', 'false', 'False', undefined].includes(query.include_names)
      return {
        links: pageLinks(request, query, total),
        role_assignments: assignments.map((one) => describeAssignment(one, request, withNames)),
      }
    },
  )

  for (const { scope, Scope } of SCOPES) {
    const path = `/v3/${scope}s/:id/users/:user_id/roles/:role_id`
    const schema = (operationId: string, summary: string) => ({
      tags,
      operationId,
      summary,
      params: GrantPath,
      response: { 204: DONE, ...refusals(400, 401, 403, 404, 409) },
    })
    app.put(
      path,
      { schema: schema(`grant${Scope}Role`, `Give a user a role on a ${scope}`) },
      async (request, reply) => {
        await grantRole(deps, actorOf(request), scope, request.params)
        return reply.code(204).send(null)
      },
    )
    app.get(
      path,
      { schema: schema(`check${Scope}Role`, `Whether a user has this very role on a ${scope}`) },
      async (request, reply) => {
        await checkRole(deps, actorOf(request), scope, request.params)
        return reply.code(204).send(null)
      },
    )
    app.delete(
      path,
      { schema: schema(`revoke${Scope}Role`, `Take a role on a ${scope} away from a user`) },
      async (request, reply) => {
        await revokeRole(deps, actorOf(request), scope, request.params)
        return reply.code(204).send(null)
      },
    )
  }
}

const describe = (role: Role, request: FastifyRequest): RoleItem => ({
  id: role,
  name: role,
  description: ABOUT[role],
  domain_id: null,
  links: { self: `${originOf(request)}/v3/roles/${role}` },
})

function describeAssignment(a: NamedAssignment, request: FastifyRequest, withNames: boolean): AssignmentItem {
  const named = ({ id, name }: { id: string; name: string }) => (withNames ? { id, name } : { id })
  const inDomain = (one: { id: string; name: string }, domain: { id: string; name: string }) =>
    withNames ? { ...named(one), domain: named(domain) } : named(one)
  const scope = { id: a.scopeId, name: a.scopeName }
  return {
    role: named({ id: a.role, name: a.role }),
    user: inDomain({ id: a.userId, name: a.userName }, a.userDomain),
    scope: a.scope === 'domain' ? { domain: named(scope) } : { project: inDomain(scope, a.scopeDomain) },
    links: {
      assignment: `${originOf(request)}/v3/${a.scope}s/${a.scopeId}/users/${a.userId}/roles/${a.role}`,
    },
  }
}
