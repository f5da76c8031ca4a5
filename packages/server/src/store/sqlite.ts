/** A connection to SQLite that keeps what it acknowledged: write-ahead log, a real sync with every commit. */
import Database from 'better-sqlite3'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'

export interface SqliteOptions {
  /** Upper bound of the file in pages of 4096 bytes; for tests of a full disk. */
  maxPages?: number
}

/** @param file path of the database, or `:memory:` */
export function connect(file: string, options: SqliteOptions = {}): Database.Database {
  const sqlite = new Database(file)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  // KiB; SQLite's own 2 MB would fetch the upper levels of big indexes from the system again and again.
  sqlite.pragma('cache_size = -65536')
  if (options.maxPages !== undefined) sqlite.pragma(`max_page_count = ${options.maxPages}`)
  return sqlite
}

export function dialectOf(sqlite: Database.Database): Dialect {
  const database = { prepare: remembered(sqlite), close: () => void sqlite.close() }
  return new (class extends SqliteDialect {
    override createDriver(): SqliteDriver {
      return new ToleratingDriver(sqlite, database)
    }
  })({ database })
}

/**
 * Reads at once instead of queueing for the one connection, which takes as long as the reading itself. Undefined while a
 * transaction is open: what it has changed so far is nobody's to see.
 */
export type ReadNow = <R>(query: CompiledQuery<R>) => R[] | undefined

export function readNow(sqlite: Database.Database): ReadNow {
  const prepare = remembered(sqlite)
  return <R>(query: CompiledQuery<R>) =>
    sqlite.inTransaction ? undefined : (prepare(query.sql).all(query.parameters) as R[])
}

/** Statements kept ready to run; each takes some kilobytes. */
const MOST_STATEMENTS = 256

/** Reading a job takes 10 us, preparing the statement for it as long again. */
function remembered(sqlite: Database.Database): (sql: string) => Database.Statement {
  const known = new Map<string, Database.Statement>()
  return (sql) => {
    let statement = known.get(sql)
    // Put behind the others again: the one that was not used for longest comes first.
    if (statement) known.delete(sql)
    else statement = sqlite.prepare(sql)
    known.set(sql, statement)
    if (known.size > MOST_STATEMENTS) known.delete(known.keys().next().value!)
    return statement
  }
}

/** SQLite rolls back by itself when the disk is full; the failure of a second ROLLBACK would hide the reason. */
class ToleratingDriver extends SqliteDriver {
  constructor(
    private readonly sqlite: Database.Database,
    database: SqliteDatabase,
  ) {
    super({ database })
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.sqlite.inTransaction) await super.rollbackTransaction(connection)
  }
}
