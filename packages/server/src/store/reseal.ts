/** Everything that is sealed in a database, opened with one key and sealed with another, in one transaction. */
import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { SecretBox } from '../security/index.js'
import { KEY_FACT, SEALED, type SealedColumn } from './sealed-columns.js'
import { connect } from './sqlite.js'

/**
 * All or nothing, also when it is killed.
 * @param onSecret called after each secret, inside the transaction
 * @returns how many secrets there are
 * @throws Error naming the row that cannot be opened; nothing has changed then
 */
export function reseal(file: string, from: SecretBox, to: SecretBox, onSecret: () => void): number {
  const sqlite = connect(file)
  try {
    // What is replaced is overwritten, not only let go.
    sqlite.pragma('secure_delete = ON')
    const count = sqlite.transaction(() =>
      SEALED.reduce((sum, column) => sum + resealColumn(sqlite, column, from, to, onSecret), 0),
    )()
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
    return count
  } finally {
    sqlite.close()
  }
}

function resealColumn(
  sqlite: Database.Database,
  { table, column, name }: SealedColumn,
  from: SecretBox,
  to: SecretBox,
  onSecret: () => void,
): number {
  const only = name === undefined ? '' : ' and name = ?'
  const rows = sqlite
    .prepare(`select rowid from ${table} where ${column} is not null${only}`)
    .pluck()
    .all(...(name === undefined ? [] : [name])) as number[]
  const read = sqlite.prepare(`select ${column} from ${table} where rowid = ?`).pluck()
  const write = sqlite.prepare(`update ${table} set ${column} = ? where rowid = ?`)
  for (const row of rows) {
    write.run(to.seal(opened(from, read.get(row) as string, `${table}.${column}, row ${row}`)), row)
    onSecret()
  }
  return rows.length
}

function opened(box: SecretBox, sealed: string, where: string): string {
  try {
    return box.open(sealed)
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** Id of the key that the database is sealed with; undefined for none that is there, or has never been started. */
export function sealedWith(file: string): string | undefined {
  if (!existsSync(file)) return undefined
  const sqlite = connect(file)
  try {
    const isMade = sqlite.prepare(`select 1 from sqlite_master where name = 'facts'`).get() !== undefined
    const value = isMade
      ? sqlite.prepare('select value from facts where name = ?').pluck().get(KEY_FACT)
      : undefined
    return typeof value === 'string' ? value.split('.')[0] : undefined
  } finally {
    sqlite.close()
  }
}

/** Takes out of the file what rows that were deleted long ago have left in it. Needs room for a second copy. */
export function compact(file: string): void {
  const sqlite = connect(file)
  try {
    sqlite.exec('vacuum')
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    sqlite.close()
  }
}
