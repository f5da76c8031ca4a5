/** Packages and orders in SQL. */
import {
  NameTaken,
  type Order,
  type OrderFilter,
  type OrderState,
  type OrderStore,
  type Package,
} from '@vigia/core'
import type { Kysely, Selectable } from 'kysely'
import { inTransaction, isUniqueViolation } from './errors.js'
import { checkProject } from './project-there.js'
import type { OrderTable, PackageTable, Tables } from './schema.js'

export class SqlOrderStore implements OrderStore {
  constructor(private readonly db: Kysely<Tables>) {}

  async packages(): Promise<Package[]> {
    const rows = await this.db.selectFrom('packages').selectAll().orderBy('name').execute()
    return rows.map(toPackage)
  }

  async package(id: string): Promise<Package | undefined> {
    const row = await this.db.selectFrom('packages').selectAll().where('id', '=', id).executeTakeFirst()
    return row && toPackage(row)
  }

  async addPackage(pack: Package): Promise<void> {
    const row = {
      id: pack.id,
      name: pack.name,
      company: pack.company,
      description: pack.description,
      service_names: JSON.stringify(pack.serviceNames),
      order_required: pack.orderRequired ? 1 : 0,
      created_at: pack.createdAt,
    }
    try {
      await inTransaction(this.db, (tx) => tx.insertInto('packages').values(row).execute())
    } catch (error) {
      throw isUniqueViolation(error) ? new NameTaken(pack.name) : error
    }
  }

  async removePackage(id: string): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const order = await tx.selectFrom('orders').select('id').where('package_id', '=', id).executeTakeFirst()
      if (order) return false
      const done = await tx.deleteFrom('packages').where('id', '=', id).executeTakeFirst()
      return done.numDeletedRows === 1n
    })
  }

  async add(order: Order): Promise<boolean> {
    const row: OrderTable = {
      id: order.id,
      project_id: order.projectId,
      package_id: order.packageId,
      streams: order.streams,
      from_at: order.from,
      until_at: order.until,
      state: order.state,
      settled: 0,
      creator: order.creator,
      created_at: order.createdAt,
      updated_at: order.updatedAt,
    }
    return inTransaction(this.db, async (tx) => {
      await checkProject(tx, order.projectId)
      const pack = tx.selectFrom('packages').select('id').where('id', '=', order.packageId)
      if (!(await pack.executeTakeFirst())) return false
      await tx.insertInto('orders').values(row).execute()
      return true
    })
  }

  async get(projectId: string, id: string): Promise<Order | undefined> {
    const order = await this.find(id)
    return order?.projectId === projectId ? order : undefined
  }

  async find(id: string): Promise<Order | undefined> {
    const row = await this.db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst()
    return row && toOrder(row)
  }

  async list(filter: OrderFilter): Promise<{ orders: Order[]; total: number }> {
    const { fromAbove, fromAtMost, untilAbove, untilAtMost } = filter
    let matching = this.db.selectFrom('orders').where('project_id', '=', filter.projectId)
    if (filter.packageId !== undefined) matching = matching.where('package_id', '=', filter.packageId)
    if (filter.states) matching = matching.where('state', 'in', filter.states)
    if (fromAbove !== undefined) matching = matching.where('from_at', '>', fromAbove)
    if (fromAtMost !== undefined) matching = matching.where('from_at', '<=', fromAtMost)
    if (untilAbove !== undefined) matching = matching.where('until_at', '>', untilAbove)
    if (untilAtMost !== undefined) matching = matching.where('until_at', '<=', untilAtMost)
    const { total } = await matching
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const rows = await matching
      .selectAll()
      .orderBy('created_at', filter.sortDir)
      .orderBy('id', filter.sortDir)
      .offset(filter.offset)
      .limit(filter.limit)
      .execute()
    return { orders: rows.map(toOrder), total: Number(total) }
  }

  async change(
    before: Order,
    to: Pick<Order, 'state' | 'until' | 'streams' | 'updatedAt'>,
  ): Promise<boolean> {
    const done = await inTransaction(this.db, (tx) =>
      tx
        .updateTable('orders')
        .set({
          state: to.state,
          until_at: to.until,
          streams: to.streams,
          settled: 0,
          updated_at: to.updatedAt,
        })
        .where('id', '=', before.id)
        .where('state', '=', before.state)
        .where('until_at', '=', before.until)
        .where('streams', '=', before.streams)
        .executeTakeFirst(),
    )
    return done.numUpdatedRows === 1n
  }

  async unsettled(now: number, limit: number): Promise<Order[]> {
    const rows = await this.db
      .selectFrom('orders')
      .selectAll()
      .where('settled', '=', 0)
      .where((eb) => eb.or([eb('until_at', '<=', now), eb('state', '=', 'cancelled')]))
      .orderBy('until_at')
      .limit(limit)
      .execute()
    return rows.map(toOrder)
  }

  async settled(order: Order): Promise<boolean> {
    const done = await inTransaction(this.db, (tx) =>
      tx
        .updateTable('orders')
        .set({ settled: 1, state: order.state === 'active' ? 'expired' : order.state })
        .where('id', '=', order.id)
        .where('state', '=', order.state)
        .where('until_at', '=', order.until)
        .executeTakeFirst(),
    )
    return done.numUpdatedRows === 1n
  }
}

function toPackage(row: Selectable<PackageTable>): Package {
  return {
    id: row.id,
    name: row.name,
    company: row.company,
    description: row.description,
    serviceNames: JSON.parse(row.service_names) as string[],
    orderRequired: row.order_required === 1,
    createdAt: row.created_at,
  }
}

function toOrder(row: Selectable<OrderTable>): Order {
  return {
    id: row.id,
    projectId: row.project_id,
    packageId: row.package_id,
    streams: row.streams,
    from: row.from_at,
    until: row.until_at,
    state: row.state as OrderState,
    creator: row.creator,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
