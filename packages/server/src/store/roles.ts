/** Roles of users on domains and projects in SQL. */
import type { NamedAssignment, Role, RoleAssignment, RoleFilter, RoleStore } from '@vigia/core'
import type { Kysely } from 'kysely'
import { GoneMeanwhile, inTransaction } from './errors.js'
import { keepingAnAdmin } from './last-admin.js'
import type { Tables } from './schema.js'

const toRow = ({ userId, scope, scopeId, role }: RoleAssignment) => ({
  user_id: userId,
  scope,
  scope_id: scopeId,
  role,
})

export class SqlRoleStore implements RoleStore {
  constructor(private readonly db: Kysely<Tables>) {}

  async grant(assignment: RoleAssignment): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await checkScope(tx, assignment)
      await tx
        .insertInto('role_assignments')
        .values(toRow(assignment))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    })
  }

  async revoke(assignment: RoleAssignment): Promise<boolean> {
    const { user_id, scope, scope_id, role } = toRow(assignment)
    return keepingAnAdmin(this.db, async (tx) => {
      const done = await tx
        .deleteFrom('role_assignments')
        .where('user_id', '=', user_id)
        .where('scope', '=', scope)
        .where('scope_id', '=', scope_id)
        .where('role', '=', role)
        .executeTakeFirst()
      return done.numDeletedRows === 1n
    })
  }

  async has(assignment: RoleAssignment): Promise<boolean> {
    const all = await this.ofUser(assignment.userId)
    return all.some(
      ({ scope, scopeId, role }) =>
        scope === assignment.scope && scopeId === assignment.scopeId && role === assignment.role,
    )
  }

  async ofUser(userId: string): Promise<RoleAssignment[]> {
    const rows = await this.db
      .selectFrom('role_assignments')
      .selectAll()
      .where('user_id', '=', userId)
      .orderBy('scope')
      .orderBy('scope_id')
      .orderBy('role')
      .execute()
    return rows.map(toAssignment)
  }

  async list(filter: RoleFilter): Promise<{ assignments: NamedAssignment[]; total: number }> {
    const { userId, scope, scopeId, role, within, offset, limit } = filter
    // A scope is a domain or a project; either has a name and a domain.
    let found = this.db
      .selectFrom('role_assignments as a')
      .innerJoin('users as u', 'u.id', 'a.user_id')
      .innerJoin('domains as ud', 'ud.id', 'u.domain_id')
      .leftJoin('projects as p', (join) =>
        join.onRef('p.id', '=', 'a.scope_id').on('a.scope', '=', 'project'),
      )
      .innerJoin('domains as d', (join) =>
        join.on((eb) => eb('d.id', '=', eb.fn.coalesce('p.domain_id', 'a.scope_id'))),
      )
    if (userId !== undefined) found = found.where('a.user_id', '=', userId)
    if (scope !== undefined) found = found.where('a.scope', '=', scope)
    if (scopeId !== undefined) found = found.where('a.scope_id', '=', scopeId)
    if (role !== undefined) found = found.where('a.role', '=', role)
    if (within !== undefined)
      found = found.where((eb) => {
        const own = eb('a.user_id', '=', within.userId)
        return within.domainIds.length === 0 ? own : eb.or([own, eb('d.id', 'in', within.domainIds)])
      })
    const page = found
      .select([
        'a.user_id',
        'a.scope',
        'a.scope_id',
        'a.role',
        'u.name as user_name',
        'ud.id as user_domain_id',
        'ud.name as user_domain_name',
        'd.id as domain_id',
        'd.name as domain_name',
        'p.name as project_name',
      ])
      .orderBy('ud.name')
      .orderBy('u.name')
      .orderBy('a.scope')
      .orderBy('a.scope_id')
      .orderBy('a.role')
      .offset(offset)
      .limit(limit)
    const rows = await page.execute()
    const assignments = rows.map((row) => ({
      ...toAssignment(row),
      userName: row.user_name,
      userDomain: { id: row.user_domain_id, name: row.user_domain_name },
      scopeName: row.project_name ?? row.domain_name,
      scopeDomain: { id: row.domain_id, name: row.domain_name },
    }))
    const { total } = await found
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    return { assignments, total: Number(total) }
  }
}

/** A scope is an id of one of two tables, which no foreign key can say. @throws GoneMeanwhile */
async function checkScope(tx: Kysely<Tables>, { scope, scopeId }: RoleAssignment): Promise<void> {
  const table = scope === 'domain' ? 'domains' : 'projects'
  const there = await tx.selectFrom(table).select('id').where('id', '=', scopeId).executeTakeFirst()
  if (!there) throw new GoneMeanwhile()
}

const toAssignment = (row: {
  user_id: string
  scope: string
  scope_id: string
  role: string
}): RoleAssignment => ({
  userId: row.user_id,
  scope: row.scope as RoleAssignment['scope'],
  scopeId: row.scope_id,
  role: row.role as Role,
})
