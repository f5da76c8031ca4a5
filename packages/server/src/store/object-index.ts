/** Results written to object stores, and hours whose index is behind, in SQL. */
import type { Clock, DueHour, IndexHour, ObjectIndexStore, WrittenResult } from '@vigia/core'
import type { Kysely } from 'kysely'
import { inTransaction } from './errors.js'
import type { Tables } from './schema.js'

export class SqlObjectIndex implements ObjectIndexStore {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly clock: Clock,
  ) {}

  async written(hour: IndexHour, result: WrittenResult, dueAt: number): Promise<void> {
    const { messageId, at, eventType } = result
    const facts = {
      at,
      event_type: eventType,
      has_picture: Number(result.hasPicture),
      has_clip: Number(result.hasClip),
    }
    const key = keyOf(hour)
    await inTransaction(this.db, async (tx) => {
      await tx
        .insertInto('object_index')
        .values({ ...key, message_id: messageId, ...facts })
        .onConflict((c) => c.columns(['job_id', 'bucket', 'path', 'hour', 'message_id']).doUpdateSet(facts))
        .execute()
      await tx
        .insertInto('object_index_hours')
        .values({ ...key, project_id: hour.projectId, version: 1, due_at: dueAt })
        .onConflict((c) =>
          c.columns(['job_id', 'bucket', 'path', 'hour']).doUpdateSet((eb) => ({
            version: eb('object_index_hours.version', '+', 1),
            // The sooner of both: after a clock that was wrong for a while an hour may be due in years.
            due_at: eb
              .case()
              .when('object_index_hours.due_at', '<', dueAt)
              .then(eb.ref('object_index_hours.due_at'))
              .else(dueAt)
              .end(),
          })),
        )
        .execute()
    })
  }

  async due(limit: number): Promise<DueHour[]> {
    const rows = await this.db
      .selectFrom('object_index_hours')
      .selectAll()
      .where('due_at', '<=', this.clock.now())
      .orderBy('due_at')
      .limit(limit)
      .execute()
    return rows.map(({ job_id, project_id, bucket, path, hour, version }) => ({
      jobId: job_id,
      projectId: project_id,
      bucket,
      path,
      hour,
      version,
    }))
  }

  async resultsOf(hour: IndexHour): Promise<WrittenResult[]> {
    const rows = await this.db
      .selectFrom('object_index')
      .selectAll()
      .where((eb) => eb.and(keyOf(hour)))
      .orderBy('at')
      .orderBy('message_id')
      .execute()
    return rows.map((row) => ({
      messageId: row.message_id,
      at: row.at,
      eventType: row.event_type,
      hasPicture: row.has_picture === 1,
      hasClip: row.has_clip === 1,
    }))
  }

  async indexed(hour: DueHour): Promise<void> {
    await inTransaction(this.db, (tx) =>
      tx
        .updateTable('object_index_hours')
        .set({ due_at: null })
        .where((eb) => eb.and(keyOf(hour)))
        .where('version', '=', hour.version)
        .execute(),
    )
  }

  async postponed(hour: IndexHour, dueAt: number): Promise<void> {
    await inTransaction(this.db, (tx) =>
      tx
        .updateTable('object_index_hours')
        .set({ due_at: dueAt })
        .where((eb) => eb.and(keyOf(hour)))
        .execute(),
    )
  }

  async prune(olderThan: number): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      await tx.deleteFrom('object_index').where('hour', '<', olderThan).execute()
      const done = await tx.deleteFrom('object_index_hours').where('hour', '<', olderThan).executeTakeFirst()
      return Number(done.numDeletedRows)
    })
  }
}

const keyOf = ({ jobId, bucket, path, hour }: IndexHour) => ({ job_id: jobId, bucket, path, hour })
