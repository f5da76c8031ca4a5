/** What a project holds does not outlive it: looked up in the transaction that stores something in it. */
import { ProjectGone } from '@vigia/core'
import type { Kysely } from 'kysely'
import type { Tables } from './schema.js'

/** @throws ProjectGone */
export async function checkProject(tx: Kysely<Tables>, id: string): Promise<void> {
  const there = await tx.selectFrom('projects').select('id').where('id', '=', id).executeTakeFirst()
  if (!there) throw new ProjectGone(id)
}
