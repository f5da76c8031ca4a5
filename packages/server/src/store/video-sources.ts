/** Video sources in SQL: what is read and written of one. */
import {
  NameTaken,
  NotThere,
  QuotaReached,
  ScheduledJobReads,
  type SourceFilter,
  type Template,
  type VideoSource,
} from '@vigia/core'
import type { Kysely, Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { cameraIdOf } from './camera-ids.js'
import { inChunks } from './chunks.js'
import { checkCameras } from './edge-cameras.js'
import { inTransaction, isUniqueViolation } from './errors.js'
import { checkProject } from './project-there.js'
import type { Tables } from './schema.js'
import { beginLooks, beginLooksAnew } from './source-looks.js'
import { addMembers, missingIds } from './video-members.js'
import { toSource, toSourceRow, toTemplate } from './video-rows.js'
import { countSources, listSources } from './video-source-list.js'

export class SqlVideoSources {
  /** @param forgetJob called inside the transaction that changes a job's row */
  constructor(
    protected readonly db: Kysely<Tables>,
    private readonly secrets: SecretBox,
    private readonly forgetJob: (jobId: string) => void,
  ) {}

  async addSource(source: VideoSource, groupIds: string[], most: number): Promise<void> {
    try {
      await inTransaction(this.db, async (tx) => {
        await checkProject(tx, source.projectId)
        const total = await countSources(tx, source.projectId)
        if (total >= most) throw new QuotaReached(total, most)
        const missing = await missingIds(tx, 'video_groups', source.projectId, groupIds)
        if (missing.length > 0) throw new NotThere(missing)
        const row = toSourceRow(source, this.secrets)
        if (row.camera_id !== null) await checkCameras(tx, source.projectId, [row.camera_id])
        await tx.insertInto('video_sources').values(row).execute()
        await beginLooks(tx, source)
        await addMembers(
          tx,
          groupIds.map((groupId) => ({ groupId, sourceId: source.id })),
        )
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(source.name) : error
    }
  }

  async source(projectId: string, id: string): Promise<VideoSource | undefined> {
    const source = await this.findSource(id)
    return source?.projectId === projectId ? source : undefined
  }

  async findSource(id: string): Promise<VideoSource | undefined> {
    const row = await this.db.selectFrom('video_sources').selectAll().where('id', '=', id).executeTakeFirst()
    return row && toSource(row, this.secrets)
  }

  async sourcesOf(projectId: string, ids: string[]): Promise<VideoSource[]> {
    const rows = await inChunks([...new Set(ids)], (part) =>
      this.db
        .selectFrom('video_sources')
        .selectAll()
        .where('id', 'in', part)
        .where('project_id', '=', projectId)
        .execute(),
    )
    return rows.map((row) => toSource(row, this.secrets))
  }

  async changeSource(before: VideoSource, to: VideoSource, takesSchedules: boolean): Promise<boolean> {
    const { name, latitude, longitude, tags, config, updated_at, camera_id } = toSourceRow(to, this.secrets)
    try {
      return await inTransaction(this.db, async (tx) => {
        const done = await tx
          .updateTable('video_sources')
          .set({
            name,
            latitude,
            longitude,
            tags,
            config,
            camera_id,
            quality: '',
            frame_width: null,
            frame_height: null,
            updated_at: Math.max(updated_at, before.updatedAt + 1),
          })
          .where('id', '=', before.id)
          .where('updated_at', '=', before.updatedAt)
          .executeTakeFirst()
        if (done.numUpdatedRows !== 1n) return false
        if (camera_id !== null && camera_id !== cameraIdOf(before.input))
          await checkCameras(tx, before.projectId, [camera_id])
        await beginLooksAnew(tx, before.id, updated_at)
        if (!takesSchedules) await refuseSchedules(tx, before.id)
        if (name !== before.name) await this.renameInJobs(tx, before.id, name)
        return true
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(to.name) : error
    }
  }

  async removeSource(projectId: string, id: string): Promise<number | undefined> {
    return inTransaction(this.db, async (tx) => {
      if ((await missingIds(tx, 'video_sources', projectId, [id])).length > 0) return undefined
      const { jobs } = await readersOf(tx, id)
        .select((eb) => eb.fn.countAll<number>().as('jobs'))
        .executeTakeFirstOrThrow()
      if (Number(jobs) === 0) await tx.deleteFrom('video_sources').where('id', '=', id).execute()
      return Number(jobs)
    })
  }

  async listSources(filter: SourceFilter) {
    return listSources(this.db, this.secrets, filter)
  }

  async countSources(projectId: string): Promise<number> {
    return countSources(this.db, projectId)
  }

  async templatesOf(sourceId: string): Promise<(Template & { jobs: number })[]> {
    const rows = await this.db
      .selectFrom('templates')
      .selectAll()
      .select((eb) =>
        eb
          .selectFrom('jobs')
          .whereRef('jobs.template_id', '=', 'templates.id')
          .select((jobs) => jobs.fn.countAll<number>().as('jobs'))
          .as('jobs'),
      )
      .where('source_id', '=', sourceId)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return rows.map((row) => ({ ...toTemplate(row), jobs: Number(row.jobs) }))
  }

  private async renameInJobs(tx: Transaction<Tables>, sourceId: string, name: string): Promise<void> {
    const jobs = await tx.selectFrom('jobs').select('id').where('source_id', '=', sourceId).execute()
    for (const { id } of jobs) this.forgetJob(id)
    await tx.updateTable('jobs').set({ source_name: name }).where('source_id', '=', sourceId).execute()
  }
}

/** Jobs that are being deleted no longer count. */
const readersOf = (tx: Kysely<Tables>, sourceId: string) =>
  tx.selectFrom('jobs').where('source_id', '=', sourceId).where('state', '<>', 'DELETING')

async function refuseSchedules(tx: Transaction<Tables>, sourceId: string): Promise<void> {
  const job = await readersOf(tx, sourceId)
    .select('name')
    .where('schedule', 'is not', null)
    .orderBy('number')
    .executeTakeFirst()
  if (job) throw new ScheduledJobReads(job.name)
}
