/** Wrong passwords in SQL. */
import type { SignInFailureStore, SignInFailures } from '@vigia/core'
import type { Kysely } from 'kysely'
import { inTransaction } from './errors.js'
import type { Tables } from './schema.js'

export class SqlSignInFailureStore implements SignInFailureStore {
  constructor(private readonly db: Kysely<Tables>) {}

  async find(key: string): Promise<SignInFailures | undefined> {
    return this.db.selectFrom('sign_in_failures').selectAll().where('key', '=', key).executeTakeFirst()
  }

  async put(failures: SignInFailures): Promise<void> {
    const { count, at } = failures
    await inTransaction(this.db, (tx) =>
      tx
        .insertInto('sign_in_failures')
        .values(failures)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ count, at }))
        .execute(),
    )
  }

  async remove(key: string): Promise<void> {
    await inTransaction(this.db, (tx) => tx.deleteFrom('sign_in_failures').where('key', '=', key).execute())
  }

  async prune(until: number, most: number): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await tx.deleteFrom('sign_in_failures').where('at', '<=', until).execute()
      const oldestKept = await tx
        .selectFrom('sign_in_failures')
        .select(['at', 'key'])
        .orderBy('at', 'desc')
        .orderBy('key', 'desc')
        .offset(most - 1)
        .limit(1)
        .executeTakeFirst()
      if (!oldestKept) return
      const { at, key } = oldestKept
      await tx
        .deleteFrom('sign_in_failures')
        .where((eb) => eb.or([eb('at', '<', at), eb.and([eb('at', '=', at), eb('key', '<', key)])]))
        .execute()
    })
  }
}
