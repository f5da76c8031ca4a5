/** Deployed services in SQL; their settings are sealed. */
import type { Deployment, DeploymentStore } from '@vigia/core'
import type { Kysely, Selectable } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { inTransaction } from './errors.js'
import type { DeploymentTable, Tables } from './schema.js'

export class SqlDeploymentStore implements DeploymentStore {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly secrets: SecretBox,
  ) {}

  async get(projectId: string, serviceName: string): Promise<Deployment | undefined> {
    const row = await this.rows()
      .where('project_id', '=', projectId)
      .where('service_name', '=', serviceName)
      .executeTakeFirst()
    return row && this.toDeployment(row)
  }

  async ofProject(projectId: string): Promise<Deployment[]> {
    const rows = await this.rows().where('project_id', '=', projectId).orderBy('service_name').execute()
    return rows.map((row) => this.toDeployment(row))
  }

  async put(deployment: Deployment): Promise<void> {
    const { project_id: _p, service_name: _s, created_at: _c, ...changed } = this.toRow(deployment)
    await inTransaction(this.db, (tx) =>
      tx
        .insertInto('deployments')
        .values(this.toRow(deployment))
        .onConflict((conflict) => conflict.columns(['project_id', 'service_name']).doUpdateSet(changed))
        .execute(),
    )
  }

  async putFirst(deployment: Deployment): Promise<boolean> {
    const done = await inTransaction(this.db, (tx) =>
      tx
        .insertInto('deployments')
        .values(this.toRow(deployment))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst(),
    )
    return done.numInsertedOrUpdatedRows === 1n
  }

  async replace(before: Deployment, to: Deployment): Promise<boolean> {
    const { project_id, service_name, created_at: _, ...changed } = this.toRow(to)
    const done = await inTransaction(this.db, (tx) =>
      tx
        .updateTable('deployments')
        .set(changed)
        .where('project_id', '=', project_id)
        .where('service_name', '=', service_name)
        .where('updated_at', '=', before.updatedAt)
        .executeTakeFirst(),
    )
    return done.numUpdatedRows === 1n
  }

  async toFollow(): Promise<Deployment[]> {
    const rows = await this.rows()
      .where((eb) => eb.or([eb('wanted', '=', 'stop'), eb('upgrading', '=', 1)]))
      .execute()
    return rows.map((row) => this.toDeployment(row))
  }

  async upgraded({ projectId, serviceName, updatedAt }: Deployment): Promise<boolean> {
    const done = await inTransaction(this.db, (tx) =>
      tx
        .updateTable('deployments')
        .set({ upgrading: 0 })
        .where('project_id', '=', projectId)
        .where('service_name', '=', serviceName)
        .where('updated_at', '=', updatedAt)
        .executeTakeFirst(),
    )
    return done.numUpdatedRows === 1n
  }

  private rows() {
    return this.db.selectFrom('deployments').selectAll()
  }

  private toRow(d: Deployment): DeploymentTable {
    return {
      project_id: d.projectId,
      service_name: d.serviceName,
      version: d.version,
      wanted: d.wanted,
      upgrading: d.upgrading ? 1 : 0,
      stream_count: d.streamCount ?? null,
      pool_id: d.poolId ?? null,
      settings: this.secrets.seal(JSON.stringify({ deployConfig: d.deployConfig, envs: d.envs })),
      created_at: d.createdAt,
      updated_at: d.updatedAt,
    }
  }

  private toDeployment(row: Selectable<DeploymentTable>): Deployment {
    return {
      projectId: row.project_id,
      serviceName: row.service_name,
      version: row.version,
      wanted: row.wanted as Deployment['wanted'],
      upgrading: row.upgrading === 1,
      streamCount: row.stream_count ?? undefined,
      poolId: row.pool_id ?? undefined,
      ...(JSON.parse(this.secrets.open(row.settings)) as Pick<Deployment, 'deployConfig' | 'envs'>),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  }
}
