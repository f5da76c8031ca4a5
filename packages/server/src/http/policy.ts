/** Holds every request to the policy: the one place where roles are asked for. */
import { ApiError, type Least, POLICY } from '@vigia/contract'
import { administered, isAtLeast, isPlatformAdmin, type Role, roleIn } from '@vigia/core'
import type { FastifyRequest } from 'fastify'
import { IdentityRefusal, type SignedIn } from '../identity/index.js'

/**
 * For `domain admin` an admin of any domain is let through: what lies in another domain is not there for him, which the
 * use case sees to, as for everything that is somebody's own.
 * @throws ApiError VIAS.00010005 in a project, IdentityRefusal below /v3, naming the role that the operation takes
 */
export function checkPolicy(by: SignedIn, request: FastifyRequest): void {
  const operation = operationOf(request)
  // An operation that the table forgets is nobody else's.
  const least = POLICY[operation] ?? 'platform admin'
  if (allows(by, least)) return
  const { user, grants, project } = by
  if (!project || !('project_id' in (request.params as object))) {
    throw new IdentityRefusal(
      'forbidden',
      `role: ${operation} takes a ${least}; ask one, or ask for the role`,
    )
  }
  throw new ApiError(
    'VIAS.00010005',
    `role: ${operation} takes the role ${least}, and user ${user.name} is ${roleIn(grants, project)} in this project; ask an admin of the domain for it`,
  )
}

function allows({ grants, project }: SignedIn, least: Least): boolean {
  if (least === 'anybody' || least === 'self') return true
  if (least === 'platform admin') return isPlatformAdmin(grants)
  if (least === 'domain admin') return administered(grants).length > 0
  return project !== undefined && hasRole(roleIn(grants, project), least)
}

const hasRole = (role: Role | undefined, least: Role): boolean => role !== undefined && isAtLeast(role, least)

const operationOf = ({ routeOptions }: FastifyRequest): string =>
  String((routeOptions.schema as { operationId?: string } | undefined)?.operationId)
