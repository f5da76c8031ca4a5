/** By what the receivers of a project tell our messages from others'. */
import type { Kysely, Migration } from 'kysely'

export const webhookSecrets: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('webhook_secrets')
      .addColumn('project_id', 'text', (c) => c.primaryKey().references('projects.id').onDelete('cascade'))
      // Both sealed.
      .addColumn('secret', 'text', (c) => c.notNull())
      .addColumn('previous', 'text')
      .addColumn('previous_until', 'bigint')
      .execute()
  },
}
