/** Rules of the event centre in SQL. */
import { type EventRule, inOrder, QuotaReached } from '@vigia/core'
import type { Kysely, Selectable } from 'kysely'
import { countOf } from './contents.js'
import { inTransaction } from './errors.js'
import { unlessTaken } from './name-taken.js'
import { checkProject } from './project-there.js'
import type { EventRuleTable, Tables } from './schema.js'

export async function rulesOf(db: Kysely<Tables>, projectId: string): Promise<EventRule[]> {
  const rows = await db.selectFrom('event_rules').selectAll().where('project_id', '=', projectId).execute()
  return inOrder(rows.map(toRule))
}

export class SqlEventRules {
  constructor(private readonly db: Kysely<Tables>) {}

  all(projectId: string): Promise<EventRule[]> {
    return rulesOf(this.db, projectId)
  }

  async find(projectId: string, id: string): Promise<EventRule | undefined> {
    const row = await this.db
      .selectFrom('event_rules')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row && toRule(row)
  }

  async add(rule: EventRule, most: number): Promise<void> {
    const row = { id: rule.id, project_id: rule.projectId, created_at: rule.createdAt, ...changing(rule) }
    await unlessTaken(rule.name, () =>
      inTransaction(this.db, async (tx) => {
        await checkProject(tx, rule.projectId)
        const total = await countOf(tx.selectFrom('event_rules').where('project_id', '=', rule.projectId))
        if (total >= most) throw new QuotaReached(total, most)
        await tx.insertInto('event_rules').values(row).execute()
      }),
    )
  }

  async change(rule: EventRule): Promise<boolean> {
    const done = await unlessTaken(rule.name, () =>
      inTransaction(this.db, (tx) =>
        tx
          .updateTable('event_rules')
          .set(changing(rule))
          .where('project_id', '=', rule.projectId)
          .where('id', '=', rule.id)
          .executeTakeFirst(),
      ),
    )
    return done.numUpdatedRows === 1n
  }

  async remove(projectId: string, id: string): Promise<boolean> {
    const done = await inTransaction(this.db, (tx) =>
      tx
        .deleteFrom('event_rules')
        .where('project_id', '=', projectId)
        .where('id', '=', id)
        .executeTakeFirst(),
    )
    return done.numDeletedRows === 1n
  }
}

type Rest = Omit<EventRule, 'id' | 'projectId' | 'name' | 'priority' | 'createdAt' | 'updatedAt'>

function changing({ name, priority, updatedAt, ...rule }: EventRule) {
  const { id: _id, projectId: _project, createdAt: _created, ...rest } = rule
  return { name, priority, rule: JSON.stringify(rest), updated_at: updatedAt }
}

function toRule(row: Selectable<EventRuleTable>): EventRule {
  const rest = JSON.parse(row.rule) as Rest
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    priority: row.priority,
    ...rest,
    quietHours: rest.quietHours,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
