/** Changes that could lock everybody out of the platform. */
import { LastAdmin, PLATFORM_DOMAIN } from '@vigia/core'
import type { Kysely, Transaction } from 'kysely'
import { inTransaction } from './errors.js'
import type { Tables } from './schema.js'

/** @throws LastAdmin when there was an admin of the platform before `work` and is none after it; all is as before then */
export async function keepingAnAdmin<T>(
  db: Kysely<Tables>,
  work: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async (tx) => {
    const was = await hasAdmin(tx)
    const done = await work(tx)
    if (was && !(await hasAdmin(tx))) throw new LastAdmin()
    return done
  })
}

async function hasAdmin(tx: Transaction<Tables>): Promise<boolean> {
  const admin = await tx
    .selectFrom('role_assignments')
    .innerJoin('users', 'users.id', 'role_assignments.user_id')
    .innerJoin('domains', 'domains.id', 'users.domain_id')
    .select('users.id')
    .where('role_assignments.scope', '=', 'domain')
    .where('role_assignments.scope_id', '=', PLATFORM_DOMAIN.id)
    .where('role_assignments.role', '=', 'admin')
    .where('users.enabled', '=', 1)
    .where('domains.enabled', '=', 1)
    .limit(1)
    .executeTakeFirst()
  return admin !== undefined
}
