/** Domains, users, projects and tokens in SQL. */
import { type IdentityStore, NameTaken, type Project, type TokenRow, type User } from '@vigia/core'
import type { Kysely, Transaction } from 'kysely'
import { inTransaction, isUniqueViolation } from './errors.js'
import type { Tables } from './schema.js'

export class SqlIdentityStore implements IdentityStore {
  constructor(private readonly db: Kysely<Tables>) {}

  async isEmpty(): Promise<boolean> {
    return (await this.db.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined
  }

  async createDomain(id: string, name: string): Promise<void> {
    await this.naming(name, (tx) => tx.insertInto('domains').values({ id, name }).execute())
  }

  async createUser(user: User): Promise<void> {
    const row = { id: user.id, name: user.name, domain_id: user.domainId, password_hash: user.passwordHash }
    await this.naming(user.name, (tx) => tx.insertInto('users').values(row).execute())
  }

  async createProject(project: Project): Promise<void> {
    const row = {
      id: project.id,
      name: project.name,
      description: project.description,
      domain_id: project.domainId,
      enabled: project.enabled ? 1 : 0,
    }
    await this.naming(project.name, (tx) => tx.insertInto('projects').values(row).execute())
  }

  async userByName(name: string, domain: { id?: string; name?: string }): Promise<User | undefined> {
    let query = this.users().where('users.name', '=', name)
    if (domain.id !== undefined) query = query.where('domains.id', '=', domain.id)
    if (domain.name !== undefined) query = query.where('domains.name', '=', domain.name)
    return toUser(await query.executeTakeFirst())
  }

  async userById(id: string): Promise<User | undefined> {
    return toUser(await this.users().where('users.id', '=', id).executeTakeFirst())
  }

  async projects(domainId: string): Promise<Project[]> {
    const rows = await this.projectRows()
      .where('projects.domain_id', '=', domainId)
      .orderBy('projects.name')
      .execute()
    return rows.map(toProject)
  }

  async project(id: string): Promise<Project | undefined> {
    const row = await this.projectRows().where('projects.id', '=', id).executeTakeFirst()
    return row && toProject(row)
  }

  async putToken(token: TokenRow): Promise<void> {
    const row = {
      hash: token.hash,
      user_id: token.userId,
      project_id: token.projectId ?? null,
      issued_at: token.issuedAt,
      expires_at: token.expiresAt,
    }
    await inTransaction(this.db, (tx) => tx.insertInto('tokens').values(row).execute())
  }

  async tokenByHash(hash: string): Promise<TokenRow | undefined> {
    const row = await this.db.selectFrom('tokens').selectAll().where('hash', '=', hash).executeTakeFirst()
    return (
      row && {
        hash,
        userId: row.user_id,
        projectId: row.project_id ?? undefined,
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
      }
    )
  }

  async dropToken(hash: string): Promise<void> {
    await inTransaction(this.db, (tx) => tx.deleteFrom('tokens').where('hash', '=', hash).execute())
  }

  async dropExpiredTokens(now: number): Promise<void> {
    await inTransaction(this.db, (tx) => tx.deleteFrom('tokens').where('expires_at', '<=', now).execute())
  }

  private users() {
    return this.db
      .selectFrom('users')
      .innerJoin('domains', 'domains.id', 'users.domain_id')
      .select([
        'users.id',
        'users.name',
        'users.domain_id',
        'users.password_hash',
        'domains.name as domain_name',
      ])
  }

  private projectRows() {
    return this.db
      .selectFrom('projects')
      .innerJoin('domains', 'domains.id', 'projects.domain_id')
      .select([
        'projects.id',
        'projects.name',
        'projects.description',
        'projects.domain_id',
        'projects.enabled',
        'domains.name as domain_name',
      ])
  }

  private async naming(name: string, work: (tx: Transaction<Tables>) => Promise<unknown>): Promise<void> {
    try {
      await inTransaction(this.db, work)
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(name) : error
    }
  }
}

function toUser(
  row:
    | { id: string; name: string; domain_id: string; domain_name: string; password_hash: string }
    | undefined,
): User | undefined {
  return (
    row && {
      id: row.id,
      name: row.name,
      domainId: row.domain_id,
      domainName: row.domain_name,
      passwordHash: row.password_hash,
    }
  )
}

function toProject(row: {
  id: string
  name: string
  description: string
  domain_id: string
  domain_name: string
  enabled: number
}): Project {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    domainId: row.domain_id,
    domainName: row.domain_name,
    enabled: row.enabled === 1,
  }
}
