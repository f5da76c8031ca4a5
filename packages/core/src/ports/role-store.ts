/** Who has which role where. */
import type { Role, RoleAssignment } from '../identity/roles.js'

/** All given members must fit. */
export interface RoleFilter {
  userId?: string
  scope?: RoleAssignment['scope']
  scopeId?: string
  role?: Role
  /**
   * Only roles of `userId`, and roles on these domains or their projects; undefined: all.
   * What somebody may see of others' roles.
   */
  within?: { userId: string; domainIds: readonly string[] }
  /** Rows to skip, at least 0. */
  offset: number
  /** Rows to return, at least 1. */
  limit: number
}

/** An assignment with the names that people know. */
export interface NamedAssignment extends RoleAssignment {
  userName: string
  userDomain: { id: string; name: string }
  /** Of the domain or the project. */
  scopeName: string
  /** The domain itself, or that of the project. */
  scopeDomain: { id: string; name: string }
}

export interface RoleStore {
  /** Does nothing when the user has it already. Fails when user, domain or project is not there. */
  grant(assignment: RoleAssignment): Promise<void>
  /**
   * False when there is no such assignment.
   * @throws LastAdmin
   */
  revoke(assignment: RoleAssignment): Promise<boolean>
  has(assignment: RoleAssignment): Promise<boolean>
  ofUser(userId: string): Promise<RoleAssignment[]>
  /** By name of the user and its domain, then by domain or project, then by role. */
  list(filter: RoleFilter): Promise<{ assignments: NamedAssignment[]; total: number }>
}

/**
 * Thrown by whatever would leave the platform without an admin: without a user that is switched on, in a domain that is
 * switched on, and admin of the platform's domain. Nothing was changed.
 */
export class LastAdmin extends Error {
  constructor() {
    super('the platform would be left without an admin')
  }
}
