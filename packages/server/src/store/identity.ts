/** Domains, users, projects, roles, quotas and tokens in SQL. */
import type { IdentityStore, QuotaName, QuotaUse, TokenRow } from '@vigia/core'
import type { Kysely } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { SqlAccessKeyStore } from './access-keys.js'
import { inTransaction } from './errors.js'
import { SqlProjects } from './identity-projects.js'
import { toTokenRow } from './identity-rows.js'
import { limitOf, setQuotas, usesOf } from './quotas.js'
import { SqlRoleStore } from './roles.js'
import type { Tables } from './schema.js'
import { SqlSignInFailureStore } from './sign-in-failures.js'

export class SqlIdentityStore extends SqlProjects implements IdentityStore {
  readonly keys: SqlAccessKeyStore
  readonly signInFailures: SqlSignInFailureStore
  readonly roles: SqlRoleStore

  constructor(db: Kysely<Tables>, secrets: SecretBox) {
    super(db)
    this.keys = new SqlAccessKeyStore(db, secrets)
    this.signInFailures = new SqlSignInFailureStore(db)
    this.roles = new SqlRoleStore(db)
  }

  async quota(projectId: string, name: QuotaName): Promise<number> {
    return limitOf(this.db, projectId, name)
  }

  async quotas(projectId: string): Promise<Record<QuotaName, QuotaUse>> {
    return inTransaction(this.db, (tx) => usesOf(tx, projectId))
  }

  async setQuotas(projectId: string, to: Partial<Record<QuotaName, number>>): Promise<void> {
    await inTransaction(this.db, (tx) => setQuotas(tx, projectId, to))
  }

  async putToken(token: TokenRow, passwordHash: string): Promise<boolean> {
    const row = {
      hash: token.hash,
      user_id: token.userId,
      project_id: token.projectId ?? null,
      issued_at: token.issuedAt,
      expires_at: token.expiresAt,
    }
    return inTransaction(this.db, async (tx) => {
      const user = await tx
        .selectFrom('users')
        .select('id')
        .where('id', '=', token.userId)
        .where('password_hash', '=', passwordHash)
        .where('enabled', '=', 1)
        .executeTakeFirst()
      if (!user) return false
      await tx.insertInto('tokens').values(row).execute()
      return true
    })
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
}
