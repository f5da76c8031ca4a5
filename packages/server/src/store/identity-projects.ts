/** Projects in SQL: made, found, switched off, frozen, removed. */
import { setImmediate } from 'node:timers/promises'
import type { Contents, IdentityStore, NewProject, Project } from '@vigia/core'
import type { Kysely } from 'kysely'
import { contentsOf } from './contents.js'
import { inTransaction } from './errors.js'
import { SqlEventRetention } from './event-retention.js'
import { asNumber, changed, PROJECT_COLUMNS, toProject } from './identity-rows.js'
import { SqlUsers } from './identity-users.js'
import type { Tables } from './schema.js'

export class SqlProjects extends SqlUsers {
  async createProject(project: NewProject): Promise<void> {
    const row = {
      id: project.id,
      name: project.name,
      description: project.description,
      domain_id: project.domainId,
      enabled: project.enabled ? 1 : 0,
    }
    await this.naming(project.name, (tx) => tx.insertInto('projects').values(row).execute())
  }

  async projects(domainId?: string): Promise<Project[]> {
    const all = this.sorted()
    const wanted = domainId === undefined ? all : all.where('projects.domain_id', '=', domainId)
    return (await wanted.execute()).map(toProject)
  }

  async projectsOf(userId: string): Promise<Project[]> {
    const on = (scope: string) =>
      this.db
        .selectFrom('role_assignments')
        .select('scope_id')
        .where('user_id', '=', userId)
        .where('scope', '=', scope)
    const rows = await this.sorted()
      .where((eb) =>
        eb.or([eb('projects.domain_id', 'in', on('domain')), eb('projects.id', 'in', on('project'))]),
      )
      .execute()
    return rows.map(toProject)
  }

  async project(id: string): Promise<Project | undefined> {
    const row = await this.projectRows().where('projects.id', '=', id).executeTakeFirst()
    return row && toProject(row)
  }

  async changeProject(
    id: string,
    { name, description, enabled }: Parameters<IdentityStore['changeProject']>[1],
  ): Promise<void> {
    const set = changed({ name, description, enabled: asNumber(enabled) })
    if (Object.keys(set).length === 0) return
    await this.naming(name ?? id, (tx) => tx.updateTable('projects').set(set).where('id', '=', id).execute())
  }

  /** Quotas and tokens go by foreign key; deployed services, orders and readers are of no use to anybody else. */
  async removeProject(id: string): Promise<Contents> {
    const found = await inProject(this.db, id)
    if (Object.keys(found).length > 0) return found
    // There may be millions: a few at a time, between which others have their turn, and the rest with the project.
    const events = new SqlEventRetention(this.db)
    while ((await events.removeOldest(id, {})) > 0) await setImmediate()
    return inTransaction(this.db, async (tx) => {
      const contents = await inProject(tx, id)
      if (Object.keys(contents).length > 0) return contents
      for (const table of ['deployments', 'orders', 'data_stream_apps'] as const)
        await tx.deleteFrom(table).where('project_id', '=', id).execute()
      await tx
        .deleteFrom('role_assignments')
        .where('scope', '=', 'project')
        .where('scope_id', '=', id)
        .execute()
      await tx.deleteFrom('projects').where('id', '=', id).execute()
      return contents
    })
  }

  async freeze(id: string, reason: string): Promise<void> {
    const frozen = { frozen: 1, frozen_reason: reason }
    await inTransaction(this.db, (tx) =>
      tx.updateTable('projects').set(frozen).where('id', '=', id).execute(),
    )
  }

  async thaw(id: string): Promise<void> {
    await inTransaction(this.db, (tx) =>
      tx.updateTable('projects').set({ frozen: 2 }).where('id', '=', id).where('frozen', '=', 1).execute(),
    )
  }

  async frozenProjects(): Promise<{ id: string; frozen: 1 | 2 }[]> {
    const rows = await this.db
      .selectFrom('projects')
      .select(['id', 'frozen'])
      .where('frozen', '>', 0)
      .orderBy('id')
      .execute()
    return rows.map(({ id, frozen }) => ({ id, frozen: frozen as 1 | 2 }))
  }

  async thawed(id: string): Promise<void> {
    const open = { frozen: 0, frozen_reason: '' }
    await inTransaction(this.db, (tx) =>
      tx.updateTable('projects').set(open).where('id', '=', id).where('frozen', '=', 2).execute(),
    )
  }

  private projectRows() {
    return this.db
      .selectFrom('projects')
      .innerJoin('domains', 'domains.id', 'projects.domain_id')
      .select(PROJECT_COLUMNS)
  }

  private sorted() {
    return this.projectRows().orderBy('domains.name').orderBy('projects.name')
  }
}

/** What a project must be rid of before it is removed. */
const inProject = (db: Kysely<Tables>, id: string): Promise<Contents> =>
  contentsOf([
    ['jobs', db.selectFrom('jobs').where('project_id', '=', id)],
    ['batches', db.selectFrom('batches').where('project_id', '=', id)],
    ['sources', db.selectFrom('video_sources').where('project_id', '=', id)],
    ['groups', db.selectFrom('video_groups').where('project_id', '=', id)],
    ['streams', db.selectFrom('pushed_streams').where('project_id', '=', id)],
    ['edge cameras', db.selectFrom('edge_cameras').where('project_id', '=', id)],
    ['data streams', db.selectFrom('data_streams').where('project_id', '=', id)],
  ])
