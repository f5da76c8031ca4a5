/** Groups of video sources in SQL. */
import {
  type GroupFilter,
  type ListedGroup,
  type Membership,
  NameTaken,
  NotThere,
  QuotaReached,
  type VideoGroup,
  type VideoStore,
} from '@vigia/core'
import { inChunks } from './chunks.js'
import { inTransaction, isUniqueViolation } from './errors.js'
import { checkProject } from './project-there.js'
import { countGroups, listGroups, withNumbers } from './video-group-list.js'
import { addMembers, missingIds } from './video-members.js'
import { toGroup, toGroupRow } from './video-rows.js'
import { SqlVideoSources } from './video-sources.js'

export class SqlVideoStore extends SqlVideoSources implements VideoStore {
  async addGroup(group: VideoGroup, sourceIds: string[], most: number): Promise<void> {
    try {
      await inTransaction(this.db, async (tx) => {
        await checkProject(tx, group.projectId)
        const total = await countGroups(tx, group.projectId)
        if (total >= most) throw new QuotaReached(total, most)
        const missing = await missingIds(tx, 'video_sources', group.projectId, sourceIds)
        if (missing.length > 0) throw new NotThere(missing)
        await tx.insertInto('video_groups').values(toGroupRow(group)).execute()
        await addMembers(
          tx,
          sourceIds.map((sourceId) => ({ groupId: group.id, sourceId })),
        )
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(group.name) : error
    }
  }

  async group(projectId: string, id: string): Promise<VideoGroup | undefined> {
    return (await this.groupsOf(projectId, [id]))[0]
  }

  async groupsOf(projectId: string, ids: string[]): Promise<VideoGroup[]> {
    const rows = await inChunks([...new Set(ids)], (part) =>
      this.db
        .selectFrom('video_groups')
        .selectAll()
        .where('id', 'in', part)
        .where('project_id', '=', projectId)
        .execute(),
    )
    return rows.map(toGroup)
  }

  async changeGroup(before: VideoGroup, to: VideoGroup, sourceIds: string[] | undefined): Promise<boolean> {
    const { name, description, updatedAt } = to
    try {
      return await inTransaction(this.db, async (tx) => {
        const done = await tx
          .updateTable('video_groups')
          .set({ name, description, updated_at: Math.max(updatedAt, before.updatedAt + 1) })
          .where('id', '=', before.id)
          .where('updated_at', '=', before.updatedAt)
          .executeTakeFirst()
        if (done.numUpdatedRows !== 1n) return false
        if (!sourceIds) return true
        const missing = await missingIds(tx, 'video_sources', before.projectId, sourceIds)
        if (missing.length > 0) throw new NotThere(missing)
        await tx.deleteFrom('video_group_members').where('group_id', '=', before.id).execute()
        await addMembers(
          tx,
          sourceIds.map((sourceId) => ({ groupId: before.id, sourceId })),
        )
        return true
      })
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(name) : error
    }
  }

  async removeGroup(projectId: string, id: string): Promise<number | undefined> {
    return inTransaction(this.db, async (tx) => {
      if ((await missingIds(tx, 'video_groups', projectId, [id])).length > 0) return undefined
      const { batches } = await tx
        .selectFrom('batch_groups')
        .select((eb) => eb.fn.countAll<number>().as('batches'))
        .where('group_id', '=', id)
        .executeTakeFirstOrThrow()
      if (Number(batches) === 0) await tx.deleteFrom('video_groups').where('id', '=', id).execute()
      return Number(batches)
    })
  }

  async listGroups(filter: GroupFilter): Promise<{ groups: ListedGroup[]; total: number }> {
    return listGroups(this.db, filter)
  }

  async listedGroup(projectId: string, id: string): Promise<ListedGroup | undefined> {
    const group = await this.group(projectId, id)
    return group && (await withNumbers(this.db, [group]))[0]
  }

  async countGroups(projectId: string): Promise<number> {
    return countGroups(this.db, projectId)
  }

  async sourceIdsOf(groupIds: string[]): Promise<{ groupId: string; sourceId: string }[]> {
    const rows = await inChunks([...new Set(groupIds)], (part) =>
      this.db
        .selectFrom('video_group_members')
        .innerJoin('video_sources', 'video_sources.id', 'video_group_members.source_id')
        .select(['group_id', 'source_id'])
        .where('group_id', 'in', part)
        .orderBy('group_id')
        .orderBy('video_sources.created_at')
        .orderBy('source_id')
        .execute(),
    )
    return rows.map((row) => ({ groupId: row.group_id, sourceId: row.source_id }))
  }

  async membershipsOf(sourceIds: string[]): Promise<Membership[]> {
    const rows = await inChunks([...new Set(sourceIds)], (part) =>
      this.db
        .selectFrom('video_group_members')
        .innerJoin('video_groups', 'video_groups.id', 'video_group_members.group_id')
        .select(['source_id', 'group_id', 'name'])
        .where('source_id', 'in', part)
        .orderBy('name')
        .execute(),
    )
    return rows.map((row) => ({ sourceId: row.source_id, groupId: row.group_id, groupName: row.name }))
  }
}
