/** For tests of query plans: an empty database in a file, and what SQLite does for the statements that are really sent. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FakeClock } from '@vigia/core/conformance'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { SecretBox } from '../security/index.js'
import { openSqliteStores } from './open.js'
import type { Tables } from './schema.js'
import { dialectOf } from './sqlite.js'

export interface Plans {
  db: Kysely<Tables>
  sqlite: Database.Database
  secrets: SecretBox
  /** The steps of the statements that `work` sends, those of transactions left out. */
  stepsOf(work: () => Promise<unknown>): Promise<string[]>
  close(): Promise<void>
}

export async function openPlans(): Promise<Plans> {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-plans-'))
  const file = join(dir, 'vigia.db')
  const secrets = new SecretBox(randomBytes(32))
  await (await openSqliteStores(file, secrets, new FakeClock())).close()
  const asked: string[] = []
  // What is really sent to the database, its values filled in.
  const sqlite = new Database(file, { verbose: (sql) => asked.push(String(sql)) })
  const stepsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    asked.length = 0
    await work()
    return asked
      .splice(0)
      .filter((sql) => !/^(begin|commit|rollback)/i.test(sql))
      .flatMap((sql) =>
        sqlite
          .prepare(`explain query plan ${sql}`)
          .all()
          .map((line) => (line as { detail: string }).detail),
      )
  }
  return {
    db: new Kysely<Tables>({ dialect: dialectOf(sqlite) }),
    sqlite,
    secrets,
    stepsOf,
    close: async () => {
      sqlite.close()
      await rm(dir, { recursive: true })
    },
  }
}

/** Every filter that takes one of each list of choices. */
export const product = <T>(choices: Partial<T>[][]): Partial<T>[] =>
  choices.reduce<Partial<T>[]>(
    (made, next) => made.flatMap((filter) => next.map((choice) => ({ ...filter, ...choice }))),
    [{}],
  )
