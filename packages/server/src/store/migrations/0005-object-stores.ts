/** Object stores of projects, and how far a run has come that works off several objects. */
import type { Kysely, Migration } from 'kysely'

export const objectStores: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('object_stores')
      .addColumn('project_id', 'text', (c) => c.primaryKey().references('projects.id').onDelete('cascade'))
      // Sealed.
      .addColumn('access', 'text', (c) => c.notNull())
      .execute()
    await db.schema.alterTable('leases').addColumn('progress', 'text').execute()
  },
}
