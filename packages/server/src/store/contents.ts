/** What is still in something that is to be deleted. */
import type { Contents } from '@vigia/core'
import type { SelectQueryBuilder } from 'kysely'
import type { Tables } from './schema.js'

/** What people call it, and the rows. */
export type Counted = [name: string, rows: SelectQueryBuilder<Tables, keyof Tables, unknown>]

/** Those of which there is none are left out. */
export async function contentsOf(counted: readonly Counted[]): Promise<Contents> {
  const contents: Contents = {}
  for (const [name, rows] of counted) {
    const count = await countOf(rows)
    if (count > 0) contents[name] = count
  }
  return contents
}

export async function countOf(rows: Counted[1]): Promise<number> {
  const { count } = await rows.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}
