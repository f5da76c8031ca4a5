/** Retention of events in SQL: oldest first, a few at a time, by the index of main events. */
import type { EventRetention, EventRetentionStore } from '@vigia/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import { inTransaction } from './errors.js'
import type { Tables } from './schema.js'

/** Main events and repeats deleted in one transaction: some 50 ms, between which others have their turn. */
const REMOVE_EVENTS = 500

interface Old {
  message_id: string
  count: number
  /** With its repeats. */
  bytes: number
}

export class SqlEventRetention implements EventRetentionStore {
  constructor(private readonly db: Kysely<Tables>) {}

  async retention(projectId: string): Promise<EventRetention> {
    const row = await this.db
      .selectFrom('event_retention')
      .select(['days', 'bytes'])
      .where('project_id', '=', projectId)
      .executeTakeFirst()
    return { days: row?.days ?? undefined, bytes: row?.bytes ?? undefined }
  }

  async setRetention(projectId: string, { days, bytes }: EventRetention): Promise<void> {
    const to = { days: days ?? null, bytes: bytes ?? null }
    await inTransaction(this.db, (tx) =>
      tx
        .insertInto('event_retention')
        .values({ project_id: projectId, ...to })
        .onConflict((c) => c.column('project_id').doUpdateSet(to))
        .execute(),
    )
  }

  async usedBytes(projectId: string): Promise<number> {
    const row = await this.db
      .selectFrom('event_usage')
      .select('bytes')
      .where('project_id', '=', projectId)
      .executeTakeFirst()
    return Number(row?.bytes ?? 0)
  }

  async projects(): Promise<string[]> {
    const rows = await this.db
      .selectFrom('event_usage')
      .select('project_id')
      .where('bytes', '>', 0)
      .orderBy('project_id')
      .execute()
    return rows.map((row) => row.project_id)
  }

  removeOldest(
    projectId: string,
    { before, bytes }: { before?: number | undefined; bytes?: number | undefined },
  ): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      const chosen = someOf(await oldest(tx, projectId, before), bytes)
      if (chosen.length === 0) return 0
      const used = await this.usedIn(tx, projectId)
      const ids = chosen.map((row) => row.message_id)
      await tx.deleteFrom('events').where('message_id', 'in', ids).execute()
      return used - (await this.usedIn(tx, projectId))
    })
  }

  private async usedIn(tx: Transaction<Tables>, projectId: string): Promise<number> {
    const { bytes } = await tx
      .selectFrom('event_usage')
      .select('bytes')
      .where('project_id', '=', projectId)
      .executeTakeFirstOrThrow()
    return Number(bytes)
  }
}

/** As many as one transaction deletes, but one at least, and no more than free `bytes`. */
function someOf(oldest: Old[], bytes = Number.POSITIVE_INFINITY): Old[] {
  let [events, freed] = [0, 0]
  return oldest.filter((row, i) => {
    if (freed >= bytes || (i > 0 && events + row.count + 1 > REMOVE_EVENTS)) return false
    events += row.count + 1
    freed += row.bytes
    return true
  })
}

async function oldest(
  tx: Transaction<Tables>,
  projectId: string,
  before: number | undefined,
): Promise<Old[]> {
  let query = tx
    .selectFrom('events')
    .select(['message_id', 'count'])
    .select(
      sql<number>`bytes + coalesce((select sum(s.bytes) from events s where s.main_id = events.message_id), 0)`.as(
        'bytes',
      ),
    )
    .where('project_id', '=', projectId)
    .where('main_id', 'is', null)
  // No main event is newer than its newest repeat: the first bound is what the index walks to.
  if (before !== undefined) query = query.where('at', '<', before).where('last_at', '<', before)
  return query
    .where(
      sql<boolean>`not exists (select 1 from deliveries d where d.message_id = events.message_id and d.state = 'pending')`,
    )
    .where(
      // A cross join keeps its order: from the repeats to their deliveries, never through all that is pending.
      sql<boolean>`not exists (select 1 from events s cross join deliveries d where s.main_id = events.message_id and d.message_id = s.message_id and d.state = 'pending')`,
    )
    .orderBy('at')
    .orderBy('number')
    .limit(REMOVE_EVENTS)
    .execute()
}
