/** Transactions, and the database's errors told apart, whichever database it is. */
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './schema.js'

/** The disk (or the allowed size) is full: nothing of the transaction was kept. */
export class StoreFull extends Error {
  constructor(cause: unknown) {
    super('the disk of the data folder is full: nothing was stored; free some space and try again', { cause })
  }
}

/** Something that is named was deleted at the same moment: nothing of the transaction was kept. */
export class GoneMeanwhile extends Error {
  constructor(cause?: unknown) {
    super('something that the request names was just deleted; look again', { cause })
  }
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code ?? '')

/** True for a broken unique constraint other than the primary key. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === 'SQLITE_CONSTRAINT_UNIQUE' || codeOf(error) === '23505'
}

/**
 * Runs `work` in one transaction: all or nothing. `work` must use the transaction it is given and nothing else of the
 * database, because SQLite has one connection and the outer one would wait for itself.
 * @throws StoreFull when the disk is full, GoneMeanwhile for a broken foreign key
 */
export async function inTransaction<T>(
  db: Kysely<Tables>,
  work: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  try {
    return await db.transaction().execute(work)
  } catch (error) {
    if (codeOf(error) === 'SQLITE_FULL' || codeOf(error) === '53100') throw new StoreFull(error)
    if (codeOf(error) === 'SQLITE_CONSTRAINT_FOREIGNKEY' || codeOf(error) === '23503')
      throw new GoneMeanwhile(error)
    throw error
  }
}
