/** The register of pushed streams in SQL; keys are sealed. */
import { NameTaken, type PushedStreamStore, QuotaReached, type RegisteredStream } from '@vigia/core'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { countOf } from './contents.js'
import { inTransaction, isUniqueViolation } from './errors.js'
import { openSpec } from './job-rows.js'
import { checkProject } from './project-there.js'
import type { PushedStreamTable, Tables } from './schema.js'

export class SqlPushedStreamStore implements PushedStreamStore {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly secrets: SecretBox,
  ) {}

  async addStream({ projectId, name, key, createdAt }: RegisteredStream, most: number): Promise<void> {
    const row = { project_id: projectId, name, key: this.secrets.seal(key), created_at: createdAt }
    try {
      await inTransaction(this.db, async (tx) => {
        await checkProject(tx, projectId)
        const total = await countOf(tx.selectFrom('pushed_streams').where('project_id', '=', projectId))
        if (total >= most) throw new QuotaReached(total, most)
        await tx.insertInto('pushed_streams').values(row).execute()
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(name) : error
    }
  }

  async stream(projectId: string, name: string): Promise<RegisteredStream | undefined> {
    const row = await this.db
      .selectFrom('pushed_streams')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('name', '=', name)
      .executeTakeFirst()
    return row && this.toStream(row)
  }

  async streamNames(projectId: string, names: string[]): Promise<string[]> {
    return streamsThere(this.db, projectId, names)
  }

  async listStreams(
    projectId: string,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<{ streams: RegisteredStream[]; total: number }> {
    const ofProject = this.db.selectFrom('pushed_streams').where('project_id', '=', projectId)
    const rows = await ofProject.selectAll().orderBy('name').offset(offset).limit(limit).execute()
    return { streams: rows.map((row) => this.toStream(row)), total: await countOf(ofProject) }
  }

  async changeKey(projectId: string, name: string, key: string): Promise<boolean> {
    const done = await inTransaction(this.db, (tx) =>
      tx
        .updateTable('pushed_streams')
        .set({ key: this.secrets.seal(key) })
        .where('project_id', '=', projectId)
        .where('name', '=', name)
        .executeTakeFirst(),
    )
    return done.numUpdatedRows === 1n
  }

  async removeStream(projectId: string, name: string): Promise<number | undefined> {
    return inTransaction(this.db, async (tx) => {
      if ((await streamsThere(tx, projectId, [name])).length === 0) return undefined
      const jobs = await this.readers(tx, projectId, name)
      if (jobs === 0)
        await tx
          .deleteFrom('pushed_streams')
          .where('project_id', '=', projectId)
          .where('name', '=', name)
          .execute()
      return jobs
    })
  }

  /** Jobs that are being deleted no longer count. A job's source may have the name and be something else: its spec tells. */
  private async readers(tx: Transaction<Tables>, projectId: string, name: string): Promise<number> {
    const rows = await tx
      .selectFrom('jobs')
      .select('spec')
      .where('project_id', '=', projectId)
      .where('source_name', '=', name)
      .where('source_id', 'is', null)
      .where('state', '<>', 'DELETING')
      .execute()
    return rows.filter(({ spec }) => openSpec(spec, this.secrets).input.type === 'vis').length
  }

  private toStream(row: Selectable<PushedStreamTable>): RegisteredStream {
    return {
      projectId: row.project_id,
      name: row.name,
      key: this.secrets.open(row.key),
      createdAt: row.created_at,
    }
  }
}

/** Those of the names that are there. */
export async function streamsThere(
  db: Kysely<Tables>,
  projectId: string,
  names: string[],
): Promise<string[]> {
  if (names.length === 0) return []
  const rows = await db
    .selectFrom('pushed_streams')
    .select('name')
    .where('project_id', '=', projectId)
    .where('name', 'in', names)
    .execute()
  return rows.map(({ name }) => name)
}
