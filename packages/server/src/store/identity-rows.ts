/** Rows of the identity tables as the domain sees them. */
import type { Project, TokenRow, User } from '@vigia/core'
import type { Selectable } from 'kysely'
import type { ProjectTable, TokenTable, UserTable } from './schema.js'

interface OfDomain {
  domain_name: string
}

export const USER_COLUMNS = [
  'users.id',
  'users.name',
  'users.domain_id',
  'users.password_hash',
  'domains.name as domain_name',
] as const

export const PROJECT_COLUMNS = [
  'projects.id',
  'projects.name',
  'projects.description',
  'projects.domain_id',
  'projects.enabled',
  'domains.name as domain_name',
] as const

export function toUser(
  row: Pick<Selectable<UserTable>, 'id' | 'name' | 'domain_id' | 'password_hash'> & OfDomain,
): User {
  return {
    id: row.id,
    name: row.name,
    domainId: row.domain_id,
    domainName: row.domain_name,
    passwordHash: row.password_hash,
  }
}

export function toProject(row: Omit<Selectable<ProjectTable>, 'frozen'> & OfDomain): Project {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    domainId: row.domain_id,
    domainName: row.domain_name,
    enabled: row.enabled === 1,
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
