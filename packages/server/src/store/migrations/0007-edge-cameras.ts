/** Edge cameras, and which of them jobs and video sources read. */
import { type Kysely, type Migration, sql } from 'kysely'

export const edgeCameras: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('edge_cameras')
      .addColumn('project_id', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('description', 'text', (c) => c.notNull())
      .addColumn('node_id', 'text', (c) => c.notNull())
      .addColumn('stream', 'text', (c) => c.notNull())
      .addColumn('config', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('edge_cameras_pk', ['project_id', 'id'])
      .execute()
    // With all that filters look at: a page and its total are answered without reading rows.
    await db.schema
      .createIndex('edge_cameras_by_creation')
      .on('edge_cameras')
      .columns(['project_id', 'created_at', 'id', 'name', 'node_id'])
      .execute()
    await named(db, 'jobs', ['project_id', 'camera_id', 'state'])
    await named(db, 'video_sources', ['project_id', 'camera_id'])
  },
}

async function named(db: Kysely<unknown>, table: 'jobs' | 'video_sources', columns: string[]): Promise<void> {
  await db.schema.alterTable(table).addColumn('camera_id', 'text').execute()
  await db.schema
    .createIndex(`${table}_by_camera`)
    .on(table)
    .columns(columns)
    .where(sql.ref('camera_id'), 'is not', null)
    .execute()
}
