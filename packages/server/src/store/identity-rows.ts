/** Rows of the identity tables as the domain sees them. */
import type { Domain, Frozen, Project, TokenRow, User } from '@vigia/core'
import type { Selectable } from 'kysely'
import type { DomainTable, ProjectTable, TokenTable, UserTable } from './schema.js'

interface OfDomain {
  domain_name: string
  domain_enabled: number
}

export const USER_COLUMNS = [
  'users.id',
  'users.name',
  'users.domain_id',
  'users.password_hash',
  'users.description',
  'users.enabled',
  'domains.name as domain_name',
  'domains.enabled as domain_enabled',
] as const

export const PROJECT_COLUMNS = [
  'projects.id',
  'projects.name',
  'projects.description',
  'projects.domain_id',
  'projects.enabled',
  'projects.frozen',
  'projects.frozen_reason',
  'domains.name as domain_name',
  'domains.enabled as domain_enabled',
] as const

export function toDomain(row: Selectable<DomainTable>): Domain {
  return { id: row.id, name: row.name, description: row.description, enabled: row.enabled === 1 }
}

export function toUser(row: Selectable<UserTable> & OfDomain): User {
  return {
    id: row.id,
    name: row.name,
    domainId: row.domain_id,
    domainName: row.domain_name,
    passwordHash: row.password_hash,
    description: row.description,
    enabled: row.enabled === 1,
    domainEnabled: row.domain_enabled === 1,
  }
}

export function toProject(row: Selectable<ProjectTable> & OfDomain): Project {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    domainId: row.domain_id,
    domainName: row.domain_name,
    enabled: row.enabled === 1,
    domainEnabled: row.domain_enabled === 1,
    frozen: row.frozen as Frozen,
    frozenReason: row.frozen_reason,
  }
}

export function toTokenRow(row: Selectable<TokenTable>): TokenRow {
  return {
    hash: row.hash,
    userId: row.user_id,
    projectId: row.project_id ?? undefined,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
  }
}

export const asNumber = (flag: boolean | undefined): number | undefined =>
  flag === undefined ? undefined : Number(flag)

/** What an update sets: columns without a value stay as they are. */
export function changed<T extends object>(columns: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const given = Object.entries(columns).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
