/** Edge cameras in SQL; addresses and credentials are sealed on their way in. */
import {
  CameraGone,
  type CameraUse,
  type EdgeCamera,
  type EdgeCameraFilter,
  type EdgeCameraStore,
  NameTaken,
  QuotaReached,
} from '@vigia/core'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { countOf } from './contents.js'
import { inTransaction } from './errors.js'
import { checkProject } from './project-there.js'
import type { EdgeCameraTable, Tables } from './schema.js'

export class SqlEdgeCameraStore implements EdgeCameraStore {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly secrets: SecretBox,
  ) {}

  async add(camera: EdgeCamera, most: number): Promise<void> {
    const { projectId, id } = camera
    await inTransaction(this.db, async (tx) => {
      await checkProject(tx, projectId)
      if (await one(tx, projectId, id).select('id').executeTakeFirst()) throw new NameTaken(id)
      const total = await countOf(tx.selectFrom('edge_cameras').where('project_id', '=', projectId))
      if (total >= most) throw new QuotaReached(total, most)
      await tx.insertInto('edge_cameras').values(toRow(camera, this.secrets)).execute()
    })
  }

  async get(projectId: string, id: string): Promise<EdgeCamera | undefined> {
    const row = await one(this.db, projectId, id).selectAll().executeTakeFirst()
    return row && toCamera(row, this.secrets)
  }

  async list(filter: EdgeCameraFilter): Promise<{ cameras: EdgeCamera[]; total: number }> {
    const { projectId, nameLike, idLike, nodeId, sortDir } = filter
    let matching = this.db.selectFrom('edge_cameras').where('project_id', '=', projectId)
    if (nodeId !== undefined) matching = matching.where('node_id', '=', nodeId)
    if (nameLike !== undefined) matching = matching.where(holds('name', nameLike))
    if (idLike !== undefined) matching = matching.where(holds('id', idLike))
    const page = await matching
      .select('id')
      .orderBy('created_at', sortDir)
      .orderBy('id', sortDir)
      .offset(filter.offset)
      .limit(filter.limit)
      .execute()
    // Only the rows of the page are read and opened, by their key.
    const cameras = await Promise.all(page.map(({ id }) => this.get(projectId, id)))
    return {
      // One that was deleted between the two reads is simply not there any more.
      cameras: cameras.flatMap((camera) => camera ?? []),
      total: await countOf(matching),
    }
  }

  async change(before: EdgeCamera, to: EdgeCamera): Promise<boolean> {
    const { name, description, node_id, stream, config, updated_at } = toRow(to, this.secrets)
    const done = await inTransaction(this.db, (tx) =>
      tx
        .updateTable('edge_cameras')
        .set({
          name,
          description,
          node_id,
          stream,
          config,
          updated_at: Math.max(updated_at, before.updatedAt + 1),
        })
        .where('project_id', '=', before.projectId)
        .where('id', '=', before.id)
        .where('updated_at', '=', before.updatedAt)
        .executeTakeFirst(),
    )
    return done.numUpdatedRows === 1n
  }

  async remove(projectId: string, id: string): Promise<CameraUse | undefined> {
    return inTransaction(this.db, async (tx) => {
      if (!(await one(tx, projectId, id).select('id').executeTakeFirst())) return undefined
      const readers = (table: 'jobs' | 'video_sources') =>
        tx.selectFrom(table).where('project_id', '=', projectId).where('camera_id', '=', id)
      const jobs = await countOf(readers('jobs').where('state', '<>', 'DELETING'))
      const sources = await countOf(readers('video_sources'))
      if (jobs + sources === 0)
        await tx.deleteFrom('edge_cameras').where('project_id', '=', projectId).where('id', '=', id).execute()
      return { jobs, sources }
    })
  }
}

/**
 * To be asked in the transaction that stores what reads them.
 * @throws CameraGone
 */
export async function checkCameras(
  tx: Transaction<Tables>,
  projectId: string,
  ids: Iterable<string>,
): Promise<void> {
  for (const id of new Set(ids))
    if (!(await one(tx, projectId, id).select('id').executeTakeFirst())) throw new CameraGone(id)
}

const one = (db: Kysely<Tables>, projectId: string, id: string) =>
  db.selectFrom('edge_cameras').where('project_id', '=', projectId).where('id', '=', id)

/** LIKE ignores case in SQLite; a part of a name does not. */
const holds = (column: 'name' | 'id', part: string) => sql<boolean>`instr(${sql.ref(column)}, ${part}) > 0`

const toRow = (camera: EdgeCamera, secrets: SecretBox): EdgeCameraTable => ({
  project_id: camera.projectId,
  id: camera.id,
  name: camera.name,
  description: camera.description,
  node_id: camera.nodeId,
  stream: camera.stream,
  config: secrets.seal(JSON.stringify({ streams: camera.streams, onvif: camera.onvif })),
  created_at: camera.createdAt,
  updated_at: camera.updatedAt,
})

const toCamera = (row: Selectable<EdgeCameraTable>, secrets: SecretBox): EdgeCamera => ({
  projectId: row.project_id,
  id: row.id,
  name: row.name,
  description: row.description,
  nodeId: row.node_id,
  stream: row.stream as EdgeCamera['stream'],
  ...(JSON.parse(secrets.open(row.config)) as Pick<EdgeCamera, 'streams' | 'onvif'>),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
