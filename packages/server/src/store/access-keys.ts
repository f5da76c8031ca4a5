/** Access keys in SQL; the secrets are sealed. */
import type { AccessKey, AccessKeyStore } from '@vigia/core'
import type { Kysely, Selectable } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { inTransaction } from './errors.js'
import type { AccessKeyTable, Tables } from './schema.js'

export class SqlAccessKeyStore implements AccessKeyStore {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly secrets: SecretBox,
  ) {}

  async add(key: AccessKey, most: number): Promise<boolean> {
    const row = {
      access: key.access,
      user_id: key.userId,
      secret: this.secrets.seal(key.secret),
      active: key.active ? 1 : 0,
      description: key.description,
      created_at: key.createdAt,
    }
    return inTransaction(this.db, async (tx) => {
      const { count } = await tx
        .selectFrom('access_keys')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('user_id', '=', key.userId)
        .executeTakeFirstOrThrow()
      if (Number(count) >= most) return false
      await tx.insertInto('access_keys').values(row).execute()
      return true
    })
  }

  async find(access: string): Promise<AccessKey | undefined> {
    const row = await this.db
      .selectFrom('access_keys')
      .selectAll()
      .where('access', '=', access)
      .executeTakeFirst()
    return row && this.toKey(row)
  }

  async ofUser(userId: string): Promise<AccessKey[]> {
    const rows = await this.db
      .selectFrom('access_keys')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('created_at')
      .orderBy('access')
      .execute()
    return rows.map((row) => this.toKey(row))
  }

  async change(
    access: string,
    { active, description }: Parameters<AccessKeyStore['change']>[1],
  ): Promise<void> {
    const set = {
      ...(active === undefined ? {} : { active: active ? 1 : 0 }),
      ...(description === undefined ? {} : { description }),
    }
    if (Object.keys(set).length === 0) return
    await inTransaction(this.db, (tx) =>
      tx.updateTable('access_keys').set(set).where('access', '=', access).execute(),
    )
  }

  async remove(access: string): Promise<void> {
    await inTransaction(this.db, (tx) => tx.deleteFrom('access_keys').where('access', '=', access).execute())
  }

  private toKey(row: Selectable<AccessKeyTable>): AccessKey {
    return {
      access: row.access,
      userId: row.user_id,
      secret: this.secrets.open(row.secret),
      active: row.active === 1,
      description: row.description,
      createdAt: row.created_at,
    }
  }
}
