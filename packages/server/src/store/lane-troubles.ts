/** Which lanes fail, since when, and which were switched off. A lane that goes well has no row. */
import type { LaneTrouble } from '@vigia/core'
import type { Kysely, Selectable, Transaction } from 'kysely'
import { laneOf } from './delivery-rows.js'
import type { LaneTroubleTable, Tables } from './schema.js'

export async function failedLane(
  tx: Transaction<Tables>,
  { lane, project_id }: { lane: string; project_id: string },
  at: number,
  reason: string,
): Promise<void> {
  await tx
    .insertInto('lane_troubles')
    .values({ lane, project_id, failing_since: at, off_since: null, reason })
    .onConflict((c) => c.column('lane').doUpdateSet({ reason }).where('lane_troubles.off_since', 'is', null))
    .execute()
}

export async function servedLanes(tx: Transaction<Tables>, lanes: string[]): Promise<void> {
  if (lanes.length > 0) await tx.deleteFrom('lane_troubles').where('lane', 'in', lanes).execute()
}

export async function troublesIn(db: Kysely<Tables>, lanes: string[]): Promise<LaneTrouble[]> {
  const rows = await db
    .selectFrom('lane_troubles')
    .selectAll()
    .where('lane', 'in', lanes)
    .orderBy('lane')
    .execute()
  return rows.map(toTrouble)
}

export async function listTroubles(
  db: Kysely<Tables>,
  projectId: string,
  limit: number,
): Promise<LaneTrouble[]> {
  const rows = await db
    .selectFrom('lane_troubles')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('failing_since')
    .orderBy('lane')
    .limit(limit)
    .execute()
  return rows.map(toTrouble)
}

function toTrouble(row: Selectable<LaneTroubleTable>): LaneTrouble {
  return {
    lane: laneOf(row.lane),
    failingSince: row.failing_since,
    offSince: row.off_since ?? undefined,
    reason: row.reason,
  }
}
