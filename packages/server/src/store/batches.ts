/** Batches in SQL. Every method is one transaction. */
import {
  type Alongside,
  type Batch,
  type BatchFilter,
  type BatchStore,
  type BatchSummary,
  type JobSummary,
  type MemberOutcome,
  NameTaken,
  type NewMember,
} from '@vigia/core'
import type { Kysely, Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { listBatches } from './batch-list.js'
import { insertMembers } from './batch-members.js'
import { toBatch, toBatchRow } from './batch-rows.js'
import { inTransaction, isUniqueViolation } from './errors.js'
import { isDeployed } from './job-alongside.js'
import { SUMMARY, toSummary } from './job-rows.js'
import type { Tables } from './schema.js'

export class SqlBatchStore implements BatchStore {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly secrets: SecretBox,
  ) {}

  async add(batch: Batch): Promise<boolean> {
    const row = { ...toBatchRow(batch, this.secrets), wanted: 'keep', next_number: 1 }
    return this.named(batch, async (tx) => {
      if (!(await haveGroups(tx, batch))) return false
      await tx.insertInto('batches').values(row).execute()
      await insertGroups(tx, batch)
      return true
    })
  }

  async get(projectId: string, id: string): Promise<Batch | undefined> {
    const row = await this.db
      .selectFrom('batches')
      .selectAll()
      .where('id', '=', id)
      .where('project_id', '=', projectId)
      .executeTakeFirst()
    if (!row) return undefined
    const groups = await this.db
      .selectFrom('batch_groups')
      .select('group_id')
      .where('batch_id', '=', id)
      .orderBy('position')
      .execute()
    return toBatch(
      row,
      groups.map(({ group_id }) => group_id),
      this.secrets,
    )
  }

  async isAt(id: string, generation: number): Promise<boolean> {
    return (await whenAt(this.db, id, generation)) !== undefined
  }

  async replace(batch: Batch): Promise<boolean> {
    const { name, description, schedule, order_id, priority, spec } = toBatchRow(batch, this.secrets)
    return this.named(batch, async (tx) => {
      if (!(await haveGroups(tx, batch)) || !(await whenAt(tx, batch.id, batch.generation))) return false
      await tx
        .updateTable('batches')
        .set((eb) => ({
          name,
          description,
          schedule,
          order_id,
          priority,
          spec,
          generation: eb('generation', '+', 1),
        }))
        .where('id', '=', batch.id)
        .execute()
      await tx.deleteFrom('batch_groups').where('batch_id', '=', batch.id).execute()
      await insertGroups(tx, batch)
      return true
    })
  }

  async takeNumbers(id: string, count: number): Promise<number | undefined> {
    return inTransaction(this.db, async (tx) => {
      const row = await tx
        .updateTable('batches')
        .set((eb) => ({ next_number: eb('next_number', '+', count) }))
        .where('id', '=', id)
        .returning('next_number')
        .executeTakeFirst()
      return row && row.next_number - count
    })
  }

  async addMembers(
    batch: Batch,
    members: NewMember[],
    most: number,
    deployed?: Alongside['deployed'],
  ): Promise<MemberOutcome[]> {
    if (members.length === 0) return []
    return inTransaction(this.db, async (tx) => {
      if (!(await whenAt(tx, batch.id, batch.generation))) return members.map(() => 'overtaken')
      if (deployed && !(await isDeployed(tx, batch.projectId, deployed)))
        return members.map(() => 'release changed')
      return insertMembers(tx, batch, members, most, this.secrets)
    })
  }

  async members(id: string, after: number, limit: number): Promise<{ job: JobSummary; position: number }[]> {
    const rows = await this.db
      .selectFrom('jobs')
      .select([...SUMMARY, 'number'])
      .where('batch_id', '=', id)
      .where('number', '>', after)
      .orderBy('number')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ job: toSummary(row), position: row.number }))
  }

  async list(filter: BatchFilter): Promise<{ batches: BatchSummary[]; total: number }> {
    return listBatches(this.db, filter)
  }

  async markForDeletion(projectId: string, id: string): Promise<boolean> {
    const done = await inTransaction(this.db, (tx) =>
      tx
        .updateTable('batches')
        .set({ wanted: 'delete' })
        .where('id', '=', id)
        .where('project_id', '=', projectId)
        .executeTakeFirst(),
    )
    return done.numUpdatedRows === 1n
  }

  async markedForDeletion(): Promise<string[]> {
    const rows = await this.db.selectFrom('batches').select('id').where('wanted', '=', 'delete').execute()
    return rows.map(({ id }) => id)
  }

  async removeEmpty(id: string): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const member = await tx.selectFrom('jobs').select('id').where('batch_id', '=', id).executeTakeFirst()
      if (member) return false
      const done = await tx.deleteFrom('batches').where('id', '=', id).executeTakeFirst()
      return done.numDeletedRows === 1n
    })
  }

  private async named<T>({ name }: Batch, work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(this.db, work)
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(name) : error
    }
  }
}

const whenAt = (db: Kysely<Tables>, id: string, generation: number) =>
  db
    .selectFrom('batches')
    .select('id')
    .where('id', '=', id)
    .where('generation', '=', generation)
    .where('wanted', '=', 'keep')
    .executeTakeFirst()

async function haveGroups(tx: Transaction<Tables>, { projectId, groupIds }: Batch): Promise<boolean> {
  const rows = await tx
    .selectFrom('video_groups')
    .select('id')
    .where('project_id', '=', projectId)
    .where('id', 'in', groupIds)
    .execute()
  return rows.length === groupIds.length
}

const insertGroups = (tx: Transaction<Tables>, { id, groupIds }: Batch) =>
  tx
    .insertInto('batch_groups')
    .values(groupIds.map((group_id, position) => ({ batch_id: id, group_id, position })))
    .execute()
