/** Webhook secrets of projects in SQL, sealed. */
import type { WebhookSecretStore, WebhookSecrets } from '@vigia/core'
import type { Kysely, Selectable } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { inTransaction } from './errors.js'
import { checkProject } from './project-there.js'
import type { Tables, WebhookSecretTable } from './schema.js'

export class SqlWebhookSecretStore implements WebhookSecretStore {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly secrets: SecretBox,
  ) {}

  async ensure(projectId: string, fresh: string): Promise<WebhookSecrets> {
    const known = await this.read(this.db, projectId)
    if (known) return this.opened(known)
    return inTransaction(this.db, async (tx) => {
      await checkProject(tx, projectId)
      await tx
        .insertInto('webhook_secrets')
        .values(this.first(projectId, fresh))
        .onConflict((c) => c.column('project_id').doNothing())
        .execute()
      return this.opened((await this.read(tx, projectId))!)
    })
  }

  async rotate(projectId: string, fresh: string, until: number): Promise<WebhookSecrets> {
    return inTransaction(this.db, async (tx) => {
      await checkProject(tx, projectId)
      const before = await this.read(tx, projectId)
      if (!before) {
        await tx.insertInto('webhook_secrets').values(this.first(projectId, fresh)).execute()
        return { current: fresh }
      }
      await tx
        .updateTable('webhook_secrets')
        .set({ secret: this.secrets.seal(fresh), previous: before.secret, previous_until: until })
        .where('project_id', '=', projectId)
        .execute()
      return { current: fresh, previous: { secret: this.secrets.open(before.secret), until } }
    })
  }

  private first(project_id: string, fresh: string): WebhookSecretTable {
    return { project_id, secret: this.secrets.seal(fresh), previous: null, previous_until: null }
  }

  private read(db: Kysely<Tables>, projectId: string): Promise<Selectable<WebhookSecretTable> | undefined> {
    return db.selectFrom('webhook_secrets').selectAll().where('project_id', '=', projectId).executeTakeFirst()
  }

  private opened({ secret, previous, previous_until }: Selectable<WebhookSecretTable>): WebhookSecrets {
    return {
      current: this.secrets.open(secret),
      ...(previous === null || previous_until === null
        ? {}
        : { previous: { secret: this.secrets.open(previous), until: previous_until } }),
    }
  }
}
