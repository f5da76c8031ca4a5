/** Quotas in SQL: a row where a project has another limit than the default. */
import { QUOTAS, type QuotaName, type QuotaUse } from '@vigia/core'
import type { Kysely, Transaction } from 'kysely'
import { countOf } from './contents.js'
import type { Tables } from './schema.js'

/** Where the things lie that a quota counts. */
const COUNTED = {
  jobs: 'jobs',
  sources: 'video_sources',
  groups: 'video_groups',
  streams: 'pushed_streams',
  cameras: 'edge_cameras',
  data_streams: 'data_streams',
} as const satisfies Record<QuotaName, keyof Tables>
const NAMES = Object.keys(QUOTAS) as QuotaName[]

export async function limitOf(db: Kysely<Tables>, projectId: string, name: QuotaName): Promise<number> {
  const row = await db
    .selectFrom('quotas')
    .select('most')
    .where('project_id', '=', projectId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row === undefined ? QUOTAS[name] : Number(row.most)
}

export async function usesOf(
  tx: Transaction<Tables>,
  projectId: string,
): Promise<Record<QuotaName, QuotaUse>> {
  const uses: Partial<Record<QuotaName, QuotaUse>> = {}
  for (const name of NAMES)
    uses[name] = {
      used: await countOf(tx.selectFrom(COUNTED[name]).where('project_id', '=', projectId)),
      limit: await limitOf(tx, projectId, name),
    }
  return uses as Record<QuotaName, QuotaUse>
}

export async function setQuotas(
  tx: Transaction<Tables>,
  projectId: string,
  to: Partial<Record<QuotaName, number>>,
): Promise<void> {
  for (const name of NAMES) {
    const most = to[name]
    if (most === undefined) continue
    await tx
      .insertInto('quotas')
      .values({ project_id: projectId, name, most })
      .onConflict((conflict) => conflict.columns(['project_id', 'name']).doUpdateSet({ most }))
      .execute()
  }
}
