/** Data streams in SQL: the register of streams and their partitions; records and readers are in files of their own. */
import { type DataStream, type DataStreamStore, type NamePage, NameTaken, QuotaReached } from '@vigia/core'
import type { Kysely, Selectable, Transaction } from 'kysely'
import { countOf } from './contents.js'
import { dropAll, pruneRecords } from './data-stream-drops.js'
import { DataStreamReaders } from './data-stream-readers.js'
import { appendRecords, firstSince, partitionsOf, readRecords } from './data-stream-records.js'
import type { DataStreamTable } from './data-stream-schema.js'
import { inTransaction, isUniqueViolation } from './errors.js'
import { checkProject } from './project-there.js'
import type { Tables } from './schema.js'

export class SqlDataStreamStore extends DataStreamReaders implements DataStreamStore {
  constructor(db: Kysely<Tables>) {
    super(db)
  }

  async addStream(stream: DataStream, most: number): Promise<void> {
    try {
      await inTransaction(this.db, async (tx) => {
        await checkProject(tx, stream.projectId)
        const total = await countOf(tx.selectFrom('data_streams').where('project_id', '=', stream.projectId))
        if (total >= most) throw new QuotaReached(total, most)
        await tx.insertInto('data_streams').values(toRow(stream)).execute()
        await this.openPartitions(tx, stream.id, 0, stream.partitions)
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(stream.name) : error
    }
  }

  async stream(projectId: string, name: string): Promise<DataStream | undefined> {
    return this.named(this.db, projectId, name)
  }

  async listStreams(
    projectId: string,
    { after = '', limit }: NamePage,
  ): Promise<{ streams: DataStream[]; total: number }> {
    const ofProject = this.db.selectFrom('data_streams').where('project_id', '=', projectId)
    const rows = await ofProject.selectAll().where('name', '>', after).orderBy('name').limit(limit).execute()
    return { streams: rows.map(toStream), total: await countOf(ofProject) }
  }

  async changeStream(
    projectId: string,
    name: string,
    { partitions, hours, dataType, at }: Parameters<DataStreamStore['changeStream']>[2],
  ): Promise<DataStream | undefined> {
    return inTransaction(this.db, async (tx) => {
      const before = await this.named(tx, projectId, name)
      if (!before) return undefined
      const to = {
        partitions: partitions ?? before.partitions,
        hours: hours ?? before.hours,
        data_type: dataType ?? before.dataType,
        updated_at: at,
      }
      await tx.updateTable('data_streams').set(to).where('id', '=', before.id).execute()
      await tx
        .updateTable('data_stream_partitions')
        .set((eb) => ({ open: eb.case().when('number', '<', to.partitions).then(1).else(0).end() }))
        .where('stream_id', '=', before.id)
        .execute()
      const there = await countOf(tx.selectFrom('data_stream_partitions').where('stream_id', '=', before.id))
      await this.openPartitions(tx, before.id, there, to.partitions)
      return before
    })
  }

  async removeStream(projectId: string, name: string): Promise<boolean> {
    const stream = await this.named(this.db, projectId, name)
    if (!stream) return false
    // All at once would hold up everything else for as long as a gigabyte takes.
    await dropAll(this.db, stream.id)
    const done = await inTransaction(this.db, (tx) =>
      tx.deleteFrom('data_streams').where('id', '=', stream.id).executeTakeFirst(),
    )
    return done.numDeletedRows === 1n
  }

  partitions: DataStreamStore['partitions'] = (streamId) => partitionsOf(this.db, streamId)
  append: DataStreamStore['append'] = (streamId, records, at, most) =>
    appendRecords(this.db, streamId, records, at, most)
  read: DataStreamStore['read'] = (streamId, partition, from, limit) =>
    readRecords(this.db, streamId, partition, from, limit)
  firstSince: DataStreamStore['firstSince'] = (streamId, partition, at) =>
    firstSince(this.db, streamId, partition, at)
  prune: DataStreamStore['prune'] = (now) => pruneRecords(this.db, now)

  private async named(db: Kysely<Tables>, projectId: string, name: string): Promise<DataStream | undefined> {
    const row = await db
      .selectFrom('data_streams')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('name', '=', name)
      .executeTakeFirst()
    return row && toStream(row)
  }

  private async openPartitions(
    tx: Transaction<Tables>,
    streamId: string,
    from: number,
    until: number,
  ): Promise<void> {
    for (let number = from; number < until; number++)
      await tx
        .insertInto('data_stream_partitions')
        .values({ stream_id: streamId, number, open: 1, next: 0, bytes: 0, at: 0 })
        .execute()
  }
}

const toRow = (stream: DataStream): DataStreamTable => ({
  id: stream.id,
  project_id: stream.projectId,
  name: stream.name,
  type: stream.type,
  data_type: stream.dataType,
  partitions: stream.partitions,
  hours: stream.hours,
  created_at: stream.createdAt,
  updated_at: stream.updatedAt,
})

const toStream = (row: Selectable<DataStreamTable>): DataStream => ({
  id: row.id,
  projectId: row.project_id,
  name: row.name,
  type: row.type as DataStream['type'],
  dataType: row.data_type,
  partitions: row.partitions,
  hours: row.hours,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
