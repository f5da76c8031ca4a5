/** Opens the embedded store: SQLite with write-ahead log, every commit synced, migrations run. */
import {
  type AuditStore,
  type BatchStore,
  type Clock,
  type DataStreamStore,
  type DeliveryStore,
  type DeploymentStore,
  type EdgeCameraStore,
  type EventRetentionStore,
  type EventStore,
  type IdentityStore,
  inputName,
  type JobStore,
  type LookStore,
  type ObjectIndexStore,
  type ObjectStoreRegister,
  type OrderStore,
  type PushedStreamStore,
  type ResultStore,
  type SeriesStore,
  type VideoStore,
  type WebhookSecretStore,
} from '@vigia/core'
import { Kysely, Migrator } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { SqlAuditStore } from './audit.js'
import { SqlBatchStore } from './batches.js'
import { nameCameras } from './camera-ids.js'
import { SqlDataStreamStore } from './data-streams.js'
import { SqlDeliveryStore } from './deliveries.js'
import { deployUsed } from './deploy-used.js'
import { SqlDeploymentStore } from './deployments.js'
import { SqlEdgeCameraStore } from './edge-cameras.js'
import { inTransaction } from './errors.js'
import { SqlEventRetention } from './event-retention.js'
import { SqlEventStore } from './events.js'
import { SqlIdentityStore } from './identity.js'
import { openSpec } from './job-rows.js'
import { SqlJobStore } from './jobs.js'
import { MIGRATIONS } from './migrations/index.js'
import { SqlObjectIndex } from './object-index.js'
import { SqlObjectStoreRegister } from './object-stores.js'
import { SqlOrderStore } from './orders.js'
import { SqlPushedStreamStore } from './pushed-streams.js'
import { SqlResultStore } from './results.js'
import type { Tables } from './schema.js'
import { KEY_FACT } from './sealed-columns.js'
import { SqlSeriesStore } from './series.js'
import { SqlLookStore } from './source-looks.js'
import { connect, dialectOf, readNow, type SqliteOptions } from './sqlite.js'
import { SqlVideoStore } from './video-centre.js'
import { SqlWebhookSecretStore } from './webhook-secrets.js'

export interface Stores {
  jobs: JobStore
  results: ResultStore
  deliveries: DeliveryStore
  series: SeriesStore
  eventRetention: EventRetentionStore
  objectIndex: ObjectIndexStore
  identity: IdentityStore
  deployments: DeploymentStore
  orders: OrderStore
  video: VideoStore
  streams: PushedStreamStore
  dataStreams: DataStreamStore
  looks: LookStore
  batches: BatchStore
  audit: AuditStore
  cameras: EdgeCameraStore
  objectStores: ObjectStoreRegister
  webhookSecrets: WebhookSecretStore
  events: EventStore
  close(): Promise<void>
}

/**
 * @param file path of the database, or `:memory:`
 * @throws Error when the file was written by a newer version or with another secret key
 */
export async function openSqliteStores(
  file: string,
  secrets: SecretBox,
  clock: Clock,
  options: SqliteOptions = {},
): Promise<Stores> {
  const sqlite = connect(file, options)
  const db = new Kysely<Tables>({ dialect: dialectOf(sqlite) })
  const deployments = new SqlDeploymentStore(db, secrets)
  try {
    await migrate(db, file)
    await checkKey(db, secrets)
    await nameSources(db, secrets)
    await nameCameras(db, secrets)
    await deployUsed(db, (deployment) => deployments.putFirst(deployment))
  } catch (error) {
    await db.destroy()
    throw error
  }
  const jobs = new SqlJobStore(db, secrets, clock, readNow(sqlite))
  return {
    jobs,
    results: new SqlResultStore(db, clock),
    deliveries: new SqlDeliveryStore(db, clock),
    series: new SqlSeriesStore(db),
    eventRetention: new SqlEventRetention(db),
    objectIndex: new SqlObjectIndex(db, clock),
    identity: new SqlIdentityStore(db, secrets),
    deployments,
    orders: new SqlOrderStore(db),
    video: new SqlVideoStore(db, secrets, (jobId) => jobs.forget(jobId)),
    streams: new SqlPushedStreamStore(db, secrets),
    dataStreams: new SqlDataStreamStore(db),
    looks: new SqlLookStore(db, secrets),
    batches: new SqlBatchStore(db, secrets),
    audit: new SqlAuditStore(db),
    cameras: new SqlEdgeCameraStore(db, secrets),
    objectStores: new SqlObjectStoreRegister(db, secrets),
    webhookSecrets: new SqlWebhookSecretStore(db, secrets),
    events: new SqlEventStore(db, secrets, clock),
    close: () => db.destroy(),
  }
}

async function migrate(db: Kysely<Tables>, file: string): Promise<void> {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
  }).migrateToLatest()
  if (!error) return
  const newer = /previously executed migration (\S+) is missing/.exec(String(error))?.[1]
  if (newer)
    throw new Error(
      `the database ${file} was written by a newer version of Vigia (it has ${newer}); start that version, or give another data folder`,
      { cause: error },
    )
  const reason = error instanceof Error ? error.message : String(error)
  throw new Error(`the database ${file} could not be brought to this version: ${reason}`, { cause: error })
}

/** A wrong key is told when the store is opened, not when the first job is read. */
async function checkKey(db: Kysely<Tables>, secrets: SecretBox): Promise<void> {
  const name = KEY_FACT
  const known = await db.selectFrom('facts').select('value').where('name', '=', name).executeTakeFirst()
  if (known) secrets.open(known.value)
  else
    await inTransaction(db, (tx) =>
      tx
        .insertInto('facts')
        .values({ name, value: secrets.seal(name) })
        .execute(),
    )
}

/** Release 0.1 kept the name of a job's source in the sealed spec only; done once, when its data is opened. */
async function nameSources(db: Kysely<Tables>, secrets: SecretBox): Promise<void> {
  const fact = { name: 'sources are named', value: 'yes' }
  if (await db.selectFrom('facts').select('name').where('name', '=', fact.name).executeTakeFirst()) return
  await inTransaction(db, async (tx) => {
    const unnamed = tx.selectFrom('jobs').select(['id', 'spec']).where('source_name', 'is', null)
    for (const row of await unnamed.execute()) {
      const source_name = inputName(openSpec(row.spec, secrets).input)
      await tx.updateTable('jobs').set({ source_name }).where('id', '=', row.id).execute()
    }
    await tx.insertInto('facts').values(fact).execute()
  })
}
