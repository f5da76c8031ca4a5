/** Users in SQL. */
import type { IdentityStore, NewUser, RoleAssignment, User, UserFilter } from '@vigia/core'
import { countOf } from './contents.js'
import { SqlDomains } from './identity-domains.js'
import { asNumber, changed, toUser, USER_COLUMNS } from './identity-rows.js'
import { keepingAnAdmin } from './last-admin.js'

export class SqlUsers extends SqlDomains {
  async isEmpty(): Promise<boolean> {
    return (await this.db.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined
  }

  async createUser(user: NewUser, roles: readonly Omit<RoleAssignment, 'userId'>[] = []): Promise<void> {
    const { id, name, domainId, passwordHash, description = '', enabled = true } = user
    await this.naming(name, async (tx) => {
      await tx
        .insertInto('users')
        .values({
          id,
          name,
          domain_id: domainId,
          password_hash: passwordHash,
          description,
          enabled: enabled ? 1 : 0,
        })
        .execute()
      for (const { scope, scopeId, role } of roles)
        await tx
          .insertInto('role_assignments')
          .values({ user_id: id, scope, scope_id: scopeId, role })
          .execute()
    })
  }

  async userByName(name: string, domain: { id?: string; name?: string }): Promise<User | undefined> {
    let query = this.userRows().where('users.name', '=', name)
    if (domain.id !== undefined) query = query.where('domains.id', '=', domain.id)
    if (domain.name !== undefined) query = query.where('domains.name', '=', domain.name)
    const row = await query.executeTakeFirst()
    return row && toUser(row)
  }

  async userById(id: string): Promise<User | undefined> {
    const row = await this.userRows().where('users.id', '=', id).executeTakeFirst()
    return row && toUser(row)
  }

  async users({
    domainIds,
    name,
    enabled,
    offset,
    limit,
  }: UserFilter): Promise<{ users: User[]; total: number }> {
    let found = this.db.selectFrom('users').innerJoin('domains', 'domains.id', 'users.domain_id')
    if (domainIds !== undefined) found = found.where('users.domain_id', 'in', domainIds)
    if (name !== undefined) found = found.where('users.name', '=', name)
    if (enabled !== undefined) found = found.where('users.enabled', '=', enabled ? 1 : 0)
    const page = found
      .select(USER_COLUMNS)
      .orderBy('domains.name')
      .orderBy('users.name')
      .offset(offset)
      .limit(limit)
    return { users: (await page.execute()).map(toUser), total: await countOf(found) }
  }

  async changeUser(
    id: string,
    { name, description, enabled, passwordHash }: Parameters<IdentityStore['changeUser']>[1],
    before?: string,
  ): Promise<boolean> {
    const set = changed({ name, description, enabled: asNumber(enabled), password_hash: passwordHash })
    if (Object.keys(set).length === 0) return true
    return this.naming(
      name ?? id,
      async (tx) => {
        const one = tx.updateTable('users').set(set).where('id', '=', id)
        const meant = before === undefined ? one : one.where('password_hash', '=', before)
        const done = (await meant.executeTakeFirst()).numUpdatedRows === 1n
        if (done && passwordHash !== undefined)
          await tx.deleteFrom('tokens').where('user_id', '=', id).execute()
        return done || before === undefined
      },
      keepingAnAdmin,
    )
  }

  /** Roles, access keys and tokens go by foreign key. */
  async removeUser(id: string): Promise<void> {
    await keepingAnAdmin(this.db, (tx) => tx.deleteFrom('users').where('id', '=', id).execute())
  }

  private userRows() {
    return this.db
      .selectFrom('users')
      .innerJoin('domains', 'domains.id', 'users.domain_id')
      .select(USER_COLUMNS)
  }
}
