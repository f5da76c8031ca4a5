/** What stands around a job: registered sources and groups, batches, deployed services, orders, roles, quotas, the audit log. */
import { type Kysely, type Migration, sql } from 'kysely'

/** What filters look at: an index that holds it answers a page and its total without reading a job's row. */
const FILTERED = [
  'state',
  'service_name',
  'service_version',
  'name',
  'source_name',
  'id',
  'batch_id',
  'source_id',
] as const

const jobs = async (db: Kysely<unknown>): Promise<void> => {
  for (const column of ['batch_id', 'source_id', 'order_id', 'template_id'])
    await db.schema.alterTable('jobs').addColumn(column, 'text').execute()
  await db.schema
    .alterTable('jobs')
    .addColumn('priority', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()

  for (const old of ['by_creation', 'by_state_and_creation', 'by_name', 'by_update'])
    await db.schema.dropIndex(`jobs_${old}`).execute()
  const index = (name: string, columns: readonly string[]) =>
    db.schema
      .createIndex(name)
      .on('jobs')
      .columns([...columns])
      .execute()
  const but = (...keys: string[]) => FILTERED.filter((column) => !keys.includes(column))
  await index('jobs_by_creation', ['project_id', 'created_at', 'number', ...FILTERED])
  await index('jobs_by_state_and_creation', ['project_id', 'state', 'created_at', 'number', ...but('state')])
  await index('jobs_by_name', ['project_id', 'name', 'number', 'created_at', ...but('name')])
  await index('jobs_by_update', ['project_id', 'updated_at', 'number', 'created_at', ...FILTERED])
  // Lanes of the queue: what waits, by project and batch, the most urgent and longest waiting first.
  await index('jobs_queue', [
    'state',
    'desired',
    'project_id',
    'batch_id',
    'priority',
    'state_since',
    'number',
    'order_id',
    'service_name',
  ])
  await index('jobs_by_batch', ['batch_id', 'state', 'number'])
  // The names of a batch's oldest members, for lists of batches.
  await db.schema
    .createIndex('jobs_of_batch')
    .on('jobs')
    .columns(['batch_id', 'number', 'source_name'])
    .where(sql.ref('batch_id'), 'is not', null)
    .execute()
  await index('jobs_by_source', ['source_id', 'state', 'number'])
  await index('jobs_by_order', ['order_id', 'state', 'number'])
  await index('jobs_by_template', ['template_id', 'number'])
  await index('jobs_by_service', ['project_id', 'service_name', 'state', 'service_version', 'number'])
}

const videoCentre = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('video_sources')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('access_type', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('status', 'integer', (c) => c.notNull())
    .addColumn('latitude', 'text', (c) => c.notNull())
    .addColumn('longitude', 'text', (c) => c.notNull())
    .addColumn('tags', 'text', (c) => c.notNull())
    .addColumn('config', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('video_sources_name', ['project_id', 'name'])
    .execute()
  await db.schema
    .createIndex('video_sources_by_creation')
    .on('video_sources')
    .columns(['project_id', 'created_at', 'id', 'status', 'type', 'access_type', 'name', 'tags'])
    .execute()
  await db.schema
    .createTable('video_groups')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('access_type', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('video_groups_name', ['project_id', 'name'])
    .execute()
  await db.schema
    .createTable('video_group_members')
    .addColumn('group_id', 'text', (c) => c.notNull().references('video_groups.id').onDelete('cascade'))
    .addColumn('source_id', 'text', (c) => c.notNull().references('video_sources.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('video_group_members_pk', ['group_id', 'source_id'])
    .execute()
  await db.schema
    .createIndex('video_group_members_by_source')
    .on('video_group_members')
    .columns(['source_id', 'group_id'])
    .execute()
  await db.schema
    .createTable('templates')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('source_id', 'text', (c) => c.notNull().references('video_sources.id').onDelete('cascade'))
    .addColumn('service_name', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('config', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('templates_name', ['source_id', 'name'])
    .execute()
}

const batches = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('batches')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('description', 'text')
    .addColumn('creator', 'text', (c) => c.notNull())
    .addColumn('service_name', 'text', (c) => c.notNull())
    .addColumn('service_version', 'text', (c) => c.notNull())
    .addColumn('schedule', 'text')
    .addColumn('order_id', 'text')
    .addColumn('priority', 'integer', (c) => c.notNull())
    .addColumn('wanted', 'text', (c) => c.notNull())
    .addColumn('generation', 'bigint', (c) => c.notNull())
    .addColumn('next_number', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('spec', 'text', (c) => c.notNull())
    .addUniqueConstraint('batches_name', ['project_id', 'name'])
    .execute()
  await db.schema
    .createIndex('batches_by_creation')
    .on('batches')
    .columns(['project_id', 'created_at', 'id', 'name', 'service_name'])
    .execute()
  await db.schema.createIndex('batches_by_wanted').on('batches').column('wanted').execute()
  await db.schema
    .createTable('batch_groups')
    .addColumn('batch_id', 'text', (c) => c.notNull().references('batches.id').onDelete('cascade'))
    .addColumn('group_id', 'text', (c) => c.notNull().references('video_groups.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('batch_groups_pk', ['batch_id', 'group_id'])
    .execute()
  await db.schema.createIndex('batch_groups_by_group').on('batch_groups').column('group_id').execute()
}

const services = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('deployments')
    .addColumn('project_id', 'text', (c) => c.notNull())
    .addColumn('service_name', 'text', (c) => c.notNull())
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('wanted', 'text', (c) => c.notNull())
    .addColumn('upgrading', 'integer', (c) => c.notNull())
    .addColumn('stream_count', 'bigint')
    .addColumn('pool_id', 'text')
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('deployments_pk', ['project_id', 'service_name'])
    .execute()
  await db.schema
    .createTable('packages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('company', 'text', (c) => c.notNull())
    .addColumn('description', 'text', (c) => c.notNull())
    .addColumn('service_names', 'text', (c) => c.notNull())
    .addColumn('order_required', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  // What it holds is worked out: all that no other package sells.
  await sql`insert into packages (id, name, company, description, service_names, order_required, created_at)
    values ('3f0a6f5e-6d0b-4c1e-9b7a-2f1d8c5e4a60', 'built-in', 'Vigia', 'Services that need no order', '[]', 0, 0)`.execute(
    db,
  )
  await db.schema
    .createTable('orders')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('project_id', 'text', (c) => c.notNull())
    .addColumn('package_id', 'text', (c) => c.notNull().references('packages.id'))
    .addColumn('streams', 'bigint', (c) => c.notNull())
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('until_at', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('settled', 'integer', (c) => c.notNull())
    .addColumn('creator', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('orders_by_project')
    .on('orders')
    .columns(['project_id', 'created_at', 'id', 'package_id', 'state', 'from_at', 'until_at'])
    .execute()
  await db.schema.createIndex('orders_due').on('orders').columns(['settled', 'until_at']).execute()
}

const operators = async (db: Kysely<unknown>): Promise<void> => {
  for (const table of ['domains', 'users'])
    await db.schema
      .alterTable(table)
      .addColumn('enabled', 'integer', (c) => c.notNull().defaultTo(1))
      .execute()
  await db.schema
    .alterTable('domains')
    .addColumn('description', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await db.schema
    .alterTable('users')
    .addColumn('description', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  // 0: open; 1: frozen; 2: being thawed.
  await db.schema
    .alterTable('projects')
    .addColumn('frozen', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('projects')
    .addColumn('frozen_reason', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await db.schema
    .createTable('role_assignments')
    .addColumn('user_id', 'text', (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('scope_id', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('role_assignments_pk', ['user_id', 'scope', 'scope_id', 'role'])
    .execute()
  await db.schema
    .createIndex('role_assignments_by_scope')
    .on('role_assignments')
    .columns(['scope', 'scope_id'])
    .execute()
  await db.schema.createIndex('tokens_by_user').on('tokens').column('user_id').execute()
  // Until now every user could do everything in the projects of the domain.
  await sql`insert into role_assignments (user_id, scope, scope_id, role) select id, 'domain', domain_id, 'admin' from users`.execute(
    db,
  )
  await db.schema
    .createTable('quotas')
    .addColumn('project_id', 'text', (c) => c.notNull().references('projects.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('most', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('quotas_pk', ['project_id', 'name'])
    .execute()
}

const audit = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('audit')
    .addColumn('chain', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('entry', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('asked', 'bigint')
    .addColumn('user_id', 'text')
    .addColumn('user_name', 'text')
    .addColumn('operation', 'text')
    .addPrimaryKeyConstraint('audit_pk', ['chain', 'seq'])
    .execute()
  await db.schema
    .createIndex('audit_by_time')
    .on('audit')
    .columns(['chain', 'at', 'seq', 'asked', 'user_id', 'user_name', 'operation'])
    .execute()
  await db.schema.createIndex('audit_answers').on('audit').columns(['chain', 'asked']).execute()
  await db.schema
    .createTable('audit_targets')
    .addColumn('chain', 'text', (c) => c.notNull())
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_targets_pk', ['chain', 'target', 'seq'])
    .execute()
  for (const table of ['audit', 'audit_targets'])
    for (const change of ['update', 'delete'])
      await sql`create trigger ${sql.ref(`${table}_no_${change}`)} before ${sql.raw(change)} on ${sql.ref(table)} begin select raise(abort, 'the audit log is append-only'); end`.execute(
        db,
      )
}

export const aroundTheJob: Migration = {
  async up(db: Kysely<unknown>) {
    await jobs(db)
    await videoCentre(db)
    await batches(db)
    await services(db)
    await operators(db)
    await audit(db)
  },
}
