/** Results in SQL: stored together with their deliveries, once per (job, epoch, sequence). */
import type { Clock, JobChannel, NewResult, ResultStore, StoredResult } from '@vigia/core'
import { type Kysely, sql } from 'kysely'
import { addDeliveries, deliverAgain } from './delivery-rows.js'
import { inTransaction } from './errors.js'
import { addEventClip } from './event-record.js'
import { ownsEpoch } from './leases.js'
import { RESULT_COLUMNS, toResult, toRow } from './result-rows.js'
import type { Tables } from './schema.js'
import { appendToSeries } from './series-append.js'

/** Results deleted in one transaction: with pictures of older releases (about 0.1 MB each) some 20 MB, so others wait little. */
const PRUNE_ROWS = 200

export class SqlResultStore implements ResultStore {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly clock: Clock,
  ) {}

  async append(
    jobId: string,
    epoch: number,
    rows: NewResult[],
    channelsOf: (row: NewResult) => readonly JobChannel[],
  ): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      if (!(await ownsEpoch(tx, jobId, epoch))) return false
      for (const row of rows) {
        const done = await tx
          .insertInto('results')
          .values(toRow(row))
          .onConflict((c) => c.columns(['job_id', 'epoch', 'sequence']).doNothing())
          .executeTakeFirst()
        if (done.numInsertedOrUpdatedRows !== 1n) continue
        await appendToSeries(tx, row)
        const lanes = channelsOf(row).map((channel) => ({ channel, id: jobId }))
        await addDeliveries(tx, row, lanes, this.clock.now())
      }
      return true
    })
  }

  async list(
    projectId: string,
    jobId: string,
    limit: number,
    before?: number,
    eventType?: number,
  ): Promise<StoredResult[]> {
    let query = this.stored().where('job_id', '=', jobId).where('project_id', '=', projectId)
    if (before !== undefined) query = query.where('at', '<', before)
    if (eventType !== undefined) query = query.where('event_type', '=', eventType)
    const rows = await query
      .orderBy('at', 'desc')
      .orderBy('epoch', 'desc')
      .orderBy('sequence', 'desc')
      .limit(limit)
      .execute()
    return rows.map(toResult)
  }

  async byMessageId(messageId: string): Promise<StoredResult | undefined> {
    const row = await this.stored().where('message_id', '=', messageId).executeTakeFirst()
    return row && toResult(row)
  }

  async inlinePicture(messageId: string): Promise<Uint8Array | undefined> {
    const row = await this.db
      .selectFrom('results')
      .select('picture')
      .where('message_id', '=', messageId)
      .executeTakeFirst()
    return row?.picture ?? undefined
  }

  async addClip(
    jobId: string,
    epoch: number,
    messageId: string,
    clip: { name: string; bytes: number },
  ): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      if (!(await ownsEpoch(tx, jobId, epoch))) return false
      const result = await tx
        .selectFrom('results')
        .select('clip_name')
        .where('message_id', '=', messageId)
        .where('job_id', '=', jobId)
        .where('epoch', '=', epoch)
        .executeTakeFirst()
      if (!result) return false
      if (result.clip_name === clip.name) return true
      await tx
        .updateTable('results')
        .set({ clip_name: clip.name, clip_bytes: clip.bytes })
        .where('message_id', '=', messageId)
        .execute()
      await addEventClip(tx, messageId, clip)
      await deliverAgain(tx, messageId, 'obs', this.clock.now())
      return true
    })
  }

  async kept(messageIds: string[]): Promise<string[]> {
    const rows = await this.db
      .selectFrom('results')
      .select('message_id')
      .where('message_id', 'in', messageIds)
      .execute()
    return rows.map((row) => row.message_id)
  }

  async prune(olderThan: number, keep: number): Promise<number> {
    const jobs = await this.db
      .selectFrom('results')
      .select('job_id')
      .where('at', '<', olderThan)
      .groupBy('job_id')
      .execute()
    let removed = 0
    for (const { job_id } of jobs) {
      for (let some = PRUNE_ROWS; some === PRUNE_ROWS; removed += some) {
        some = await this.pruneSome(job_id, olderThan, keep)
      }
    }
    return removed
  }

  private stored() {
    return this.db
      .selectFrom('results')
      .select(RESULT_COLUMNS)
      .select(sql<number>`picture is not null`.as('has_inline'))
  }

  private pruneSome(jobId: string, olderThan: number, keep: number): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      const results = tx.selectFrom('results').where('job_id', '=', jobId)
      // Results of the same millisecond as the oldest kept one stay too.
      const oldestKept =
        keep > 0
          ? await results
              .select('at')
              .orderBy('at', 'desc')
              .offset(keep - 1)
              .limit(1)
              .executeTakeFirst()
          : { at: olderThan }
      if (!oldestKept) return 0
      const old = await results
        .select('message_id')
        .where('at', '<', Math.min(olderThan, oldestKept.at))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('deliveries')
                .select('deliveries.id')
                .whereRef('deliveries.message_id', '=', 'results.message_id')
                .where('deliveries.state', '=', 'pending'),
            ),
          ),
        )
        .orderBy('at')
        .limit(PRUNE_ROWS)
        .execute()
      if (old.length === 0) return 0
      const ids = old.map((row) => row.message_id)
      await tx.deleteFrom('deliveries').where('message_id', 'in', ids).execute()
      await tx.deleteFrom('results').where('message_id', 'in', ids).execute()
      return old.length
    })
  }
}
