/** Domains in SQL. */
import { type Contents, type Domain, type IdentityStore, NameTaken } from '@vigia/core'
import type { Kysely, Transaction } from 'kysely'
import { type Counted, contentsOf } from './contents.js'
import { inTransaction, isUniqueViolation } from './errors.js'
import { asNumber, changed, toDomain } from './identity-rows.js'
import { keepingAnAdmin } from './last-admin.js'
import type { Tables } from './schema.js'

export class SqlDomains {
  constructor(protected readonly db: Kysely<Tables>) {}

  async createDomain(
    id: string,
    name: string,
    { description = '', enabled = true }: Partial<Pick<Domain, 'description' | 'enabled'>> = {},
  ): Promise<void> {
    const row = { id, name, description, enabled: enabled ? 1 : 0 }
    await this.naming(name, (tx) => tx.insertInto('domains').values(row).execute())
  }

  async domain({ id, name }: { id?: string; name?: string }): Promise<Domain | undefined> {
    if (id === undefined && name === undefined) return undefined
    let query = this.db.selectFrom('domains').selectAll()
    if (id !== undefined) query = query.where('id', '=', id)
    if (name !== undefined) query = query.where('name', '=', name)
    const row = await query.executeTakeFirst()
    return row && toDomain(row)
  }

  async domains(): Promise<Domain[]> {
    const rows = await this.db.selectFrom('domains').selectAll().orderBy('name').execute()
    return rows.map(toDomain)
  }

  async changeDomain(
    id: string,
    { name, description, enabled }: Parameters<IdentityStore['changeDomain']>[1],
  ): Promise<void> {
    const set = changed({ name, description, enabled: asNumber(enabled) })
    if (Object.keys(set).length === 0) return
    await this.naming(
      name ?? id,
      (tx) => tx.updateTable('domains').set(set).where('id', '=', id).execute(),
      keepingAnAdmin,
    )
  }

  async removeDomain(id: string): Promise<Contents> {
    return inTransaction(this.db, async (tx) => {
      const inDomain: Counted[] = [
        ['users', tx.selectFrom('users').where('domain_id', '=', id)],
        ['projects', tx.selectFrom('projects').where('domain_id', '=', id)],
      ]
      const contents = await contentsOf(inDomain)
      if (Object.keys(contents).length > 0) return contents
      await tx
        .deleteFrom('role_assignments')
        .where('scope', '=', 'domain')
        .where('scope_id', '=', id)
        .execute()
      await tx.deleteFrom('domains').where('id', '=', id).execute()
      return contents
    })
  }

  /** @throws NameTaken with this name when it is another one's */
  protected async naming<T>(
    name: string,
    work: (tx: Transaction<Tables>) => Promise<T>,
    within: typeof inTransaction = inTransaction,
  ): Promise<T> {
    try {
      return await within(this.db, work)
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(name) : error
    }
  }
}
