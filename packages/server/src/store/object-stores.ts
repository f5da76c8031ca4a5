/** Object stores of projects in SQL; how they are reached is sealed. */
import type { ObjectStoreRegister, S3Access } from '@vigia/core'
import type { Kysely } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { inTransaction } from './errors.js'
import { checkProject } from './project-there.js'
import type { Tables } from './schema.js'

export class SqlObjectStoreRegister implements ObjectStoreRegister {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly secrets: SecretBox,
  ) {}

  async find(projectId: string): Promise<S3Access | undefined> {
    const row = await this.db
      .selectFrom('object_stores')
      .select('access')
      .where('project_id', '=', projectId)
      .executeTakeFirst()
    return row && (JSON.parse(this.secrets.open(row.access)) as S3Access)
  }

  async put(projectId: string, access: S3Access): Promise<void> {
    const sealed = this.secrets.seal(JSON.stringify(access))
    await inTransaction(this.db, async (tx) => {
      await checkProject(tx, projectId)
      await tx
        .insertInto('object_stores')
        .values({ project_id: projectId, access: sealed })
        .onConflict((c) => c.column('project_id').doUpdateSet({ access: sealed }))
        .execute()
    })
  }

  async remove(projectId: string): Promise<boolean> {
    const { numDeletedRows } = await inTransaction(this.db, (tx) =>
      tx.deleteFrom('object_stores').where('project_id', '=', projectId).executeTakeFirst(),
    )
    return numDeletedRows === 1n
  }
}
