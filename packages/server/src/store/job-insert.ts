/** Rows of new jobs, numbered in the order they are given in. */
import type { Job } from '@vigia/core'
import type { Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { toRow } from './job-rows.js'
import type { Tables } from './schema.js'

/** Rows in one INSERT; SQLite takes at most 32,766 variables, a row has 27. */
const INSERT_ROWS = 500

/**
 * @param taken what to do with a job whose name is taken: break the unique constraint, or leave it out
 * @returns ids of the jobs that were inserted
 */
export async function insertJobs(
  tx: Transaction<Tables>,
  jobs: Job[],
  secrets: SecretBox,
  taken: 'fail' | 'leave out',
): Promise<Set<string>> {
  const { last } = await tx
    .selectFrom('jobs')
    .select((eb) => eb.fn.max('number').as('last'))
    .executeTakeFirstOrThrow()
  const rows = jobs.map((job, i) => ({ ...toRow(job, secrets), number: Number(last ?? 0) + 1 + i }))
  const inserted = new Set<string>()
  for (let i = 0; i < rows.length; i += INSERT_ROWS) {
    const insert = tx.insertInto('jobs').values(rows.slice(i, i + INSERT_ROWS))
    const safe =
      taken === 'fail'
        ? insert
        : insert.onConflict((conflict) => conflict.columns(['project_id', 'name']).doNothing())
    for (const { id } of await safe.returning('id').execute()) inserted.add(id)
  }
  return inserted
}
