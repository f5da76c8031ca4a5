/** A connection to SQLite that keeps what it acknowledged: write-ahead log, a real sync with every commit. */
import Database from 'better-sqlite3'
import { type DatabaseConnection, type Dialect, SqliteDialect, SqliteDriver } from 'kysely'

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
  if (options.maxPages !== undefined) sqlite.pragma(`max_page_count = ${options.maxPages}`)
  return sqlite
}

export function dialectOf(sqlite: Database.Database): Dialect {
  return new (class extends SqliteDialect {
    override createDriver(): SqliteDriver {
      return new ToleratingDriver(sqlite)
    }
  })({ database: sqlite })
}

/** SQLite rolls back by itself when the disk is full; the failure of a second ROLLBACK would hide the reason. */
class ToleratingDriver extends SqliteDriver {
  constructor(private readonly sqlite: Database.Database) {
    super({ database: sqlite })
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.sqlite.inTransaction) await super.rollbackTransaction(connection)
  }
}
