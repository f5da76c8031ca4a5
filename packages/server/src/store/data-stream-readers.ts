/** Readers of data streams in SQL: apps, and how far each has come in each partition. */
import {
  type Checkpoint,
  type DataStreamStore,
  NameTaken,
  QuotaReached,
  type StreamApp,
  StreamGone,
} from '@vigia/core'
import type { Kysely, Selectable } from 'kysely'
import { countOf } from './contents.js'
import type { DataStreamAppTable } from './data-stream-schema.js'
import { GoneMeanwhile, inTransaction, isUniqueViolation } from './errors.js'
import { checkProject } from './project-there.js'
import type { Tables } from './schema.js'

export class DataStreamReaders {
  constructor(protected readonly db: Kysely<Tables>) {}

  async addApp({ id, projectId, name, createdAt }: StreamApp, most: number): Promise<void> {
    const row = { id, project_id: projectId, name, created_at: createdAt }
    try {
      await inTransaction(this.db, async (tx) => {
        await checkProject(tx, projectId)
        const total = await countOf(tx.selectFrom('data_stream_apps').where('project_id', '=', projectId))
        if (total >= most) throw new QuotaReached(total, most)
        await tx.insertInto('data_stream_apps').values(row).execute()
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(name) : error
    }
  }

  async app(projectId: string, name: string): Promise<StreamApp | undefined> {
    const row = await this.db
      .selectFrom('data_stream_apps')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('name', '=', name)
      .executeTakeFirst()
    return row && toApp(row)
  }

  async listApps(
    projectId: string,
    { after = '', limit, streamId }: Parameters<DataStreamStore['listApps']>[1],
  ): Promise<{ apps: StreamApp[]; total: number }> {
    let ofProject = this.db.selectFrom('data_stream_apps').where('project_id', '=', projectId)
    if (streamId !== undefined)
      ofProject = ofProject.where((eb) =>
        eb.exists(
          eb
            .selectFrom('data_stream_checkpoints')
            .select('partition')
            .where('stream_id', '=', streamId)
            .whereRef('app_id', '=', 'data_stream_apps.id'),
        ),
      )
    const rows = await ofProject.selectAll().where('name', '>', after).orderBy('name').limit(limit).execute()
    return { apps: rows.map(toApp), total: await countOf(ofProject) }
  }

  async removeApp(projectId: string, name: string): Promise<boolean> {
    const done = await inTransaction(this.db, (tx) =>
      tx
        .deleteFrom('data_stream_apps')
        .where('project_id', '=', projectId)
        .where('name', '=', name)
        .executeTakeFirst(),
    )
    return done.numDeletedRows === 1n
  }

  async putCheckpoint(
    appId: string,
    streamId: string,
    { partition, sequence, metadata }: Checkpoint,
  ): Promise<void> {
    const row = { stream_id: streamId, app_id: appId, partition, sequence, metadata }
    try {
      await inTransaction(this.db, (tx) =>
        tx
          .insertInto('data_stream_checkpoints')
          .values(row)
          .onConflict((conflict) =>
            conflict.columns(['stream_id', 'app_id', 'partition']).doUpdateSet({ sequence, metadata }),
          )
          .execute(),
      )
    } catch (error) {
      throw error instanceof GoneMeanwhile ? new StreamGone(error.message) : error
    }
  }

  async checkpoints(appId: string, streamId: string): Promise<Checkpoint[]> {
    return this.db
      .selectFrom('data_stream_checkpoints')
      .select(['partition', 'sequence', 'metadata'])
      .where('stream_id', '=', streamId)
      .where('app_id', '=', appId)
      .orderBy('partition')
      .execute()
  }

  async removeCheckpoints(appId: string, streamId: string, partition: number | undefined): Promise<void> {
    await inTransaction(this.db, (tx) => {
      const all = tx
        .deleteFrom('data_stream_checkpoints')
        .where('stream_id', '=', streamId)
        .where('app_id', '=', appId)
      return (partition === undefined ? all : all.where('partition', '=', partition)).execute()
    })
  }

  async streamsOfApp(appId: string): Promise<string[]> {
    const rows = await this.db
      .selectFrom('data_stream_checkpoints as c')
      .innerJoin('data_streams as s', 's.id', 'c.stream_id')
      .select('s.name')
      .distinct()
      .where('c.app_id', '=', appId)
      .orderBy('s.name')
      .execute()
    return rows.map(({ name }) => name)
  }
}

const toApp = (row: Selectable<DataStreamAppTable>): StreamApp => ({
  id: row.id,
  projectId: row.project_id,
  name: row.name,
  createdAt: row.created_at,
})
