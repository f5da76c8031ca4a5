/** Domains, users, projects and tokens in SQL. */
import {
  type Domain,
  type IdentityStore,
  NameTaken,
  type Project,
  type TokenRow,
  type User,
} from '@vigia/core'
import type { Kysely, Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { SqlAccessKeyStore } from './access-keys.js'
import { inTransaction, isUniqueViolation } from './errors.js'
import { PROJECT_COLUMNS, toProject, toTokenRow, toUser, USER_COLUMNS } from './identity-rows.js'
import type { Tables } from './schema.js'
import { SqlSignInFailureStore } from './sign-in-failures.js'

export class SqlIdentityStore implements IdentityStore {
  readonly keys: SqlAccessKeyStore
  readonly signInFailures: SqlSignInFailureStore

  constructor(
    private readonly db: Kysely<Tables>,
    secrets: SecretBox,
  ) {
    this.keys = new SqlAccessKeyStore(db, secrets)
    this.signInFailures = new SqlSignInFailureStore(db)
  }

  async isEmpty(): Promise<boolean> {
    return (await this.db.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined
  }

  async createDomain(id: string, name: string): Promise<void> {
    await this.naming(name, (tx) => tx.insertInto('domains').values({ id, name }).execute())
  }

  async domain({ id, name }: Partial<Domain>): Promise<Domain | undefined> {
    if (id === undefined && name === undefined) return undefined
    let query = this.db.selectFrom('domains').select(['id', 'name'])
    if (id !== undefined) query = query.where('id', '=', id)
    if (name !== undefined) query = query.where('name', '=', name)
    return query.executeTakeFirst()
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

  async userByName(name: string, domain: Partial<Domain>): Promise<User | undefined> {
    let query = this.users().where('users.name', '=', name)
    if (domain.id !== undefined) query = query.where('domains.id', '=', domain.id)
    if (domain.name !== undefined) query = query.where('domains.name', '=', domain.name)
    const row = await query.executeTakeFirst()
    return row && toUser(row)
  }

  async userById(id: string): Promise<User | undefined> {
    const row = await this.users().where('users.id', '=', id).executeTakeFirst()
    return row && toUser(row)
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

  async changeProject(
    id: string,
    { name, description, enabled }: Parameters<IdentityStore['changeProject']>[1],
  ): Promise<void> {
    const set = {
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(enabled === undefined ? {} : { enabled: enabled ? 1 : 0 }),
    }
    if (Object.keys(set).length === 0) return
    await this.naming(name ?? id, (tx) => tx.updateTable('projects').set(set).where('id', '=', id).execute())
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
    return row && toTokenRow(row)
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
      .select(USER_COLUMNS)
  }

  private projectRows() {
    return this.db
      .selectFrom('projects')
      .innerJoin('domains', 'domains.id', 'projects.domain_id')
      .select(PROJECT_COLUMNS)
  }

  private async naming(name: string, work: (tx: Transaction<Tables>) => Promise<unknown>): Promise<void> {
    try {
      await inTransaction(this.db, work)
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(name) : error
    }
  }
}
