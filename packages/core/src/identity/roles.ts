/** What users may do, and where: a role holds in one project, or in a domain and all its projects. The strongest counts. */
export const ROLES = ['viewer', 'operator', 'admin'] as const
export type Role = (typeof ROLES)[number]

export interface RoleAssignment {
  userId: string
  scope: 'domain' | 'project'
  /** Id of the domain or the project. */
  scopeId: string
  role: Role
}

/** A project, as far as roles in it are concerned. */
interface Place {
  id: string
  domainId: string
}

export const isAtLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least)

/** Undefined: no role, which is to see nothing of the project. */
export function roleIn(assignments: readonly RoleAssignment[], { id, domainId }: Place): Role | undefined {
  return strongest(
    assignments.filter(({ scope, scopeId }) => scopeId === (scope === 'domain' ? domainId : id)),
  )
}

export function roleInDomain(assignments: readonly RoleAssignment[], domainId: string): Role | undefined {
  return strongest(assignments.filter(({ scope, scopeId }) => scope === 'domain' && scopeId === domainId))
}

/** Ids of the domains of which somebody is an admin. */
export const administered = (assignments: readonly RoleAssignment[]): string[] =>
  assignments.filter(({ scope, role }) => scope === 'domain' && role === 'admin').map((a) => a.scopeId)

const strongest = (assignments: readonly RoleAssignment[]): Role | undefined =>
  assignments.map(({ role }) => role).sort((a, b) => ROLES.indexOf(b) - ROLES.indexOf(a))[0]

/** The domain of whoever runs the installation: its admins are the platform's. The id is the begin of the SHA-256 of the name. */
export const PLATFORM_DOMAIN = { id: 'fa09325fe71c93c9a1ddb40b0853ae8c', name: 'vigia' } as const

/** Makes domains, sees all projects and users, freezes projects, gives quotas. */
export const isPlatformAdmin = (assignments: readonly RoleAssignment[]): boolean =>
  administered(assignments).includes(PLATFORM_DOMAIN.id)
