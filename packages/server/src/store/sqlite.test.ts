/** SQLite under the conformance suites of the ports, and what only this adapter promises. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  accessKeyStoreConformance,
  auditStoreConformance,
  batchListConformance,
  batchStoreConformance,
  dataStreamStoreConformance,
  deliveryStoreConformance,
  deploymentStoreConformance,
  edgeCameraStoreConformance,
  eventPassesConformance,
  eventRetentionConformance,
  eventStoreConformance,
  FakeClock,
  hex32,
  identityStoreConformance,
  jobAlongsideConformance,
  jobQueueConformance,
  jobReplaceConformance,
  jobStoreConformance,
  LANE,
  leaseConformance,
  lookStoreConformance,
  MemoryBlobs,
  type OpenStores,
  objectIndexConformance,
  objectStoreRegisterConformance,
  operatorsConformance,
  orderStoreConformance,
  PROJECT,
  plainJob,
  plainResult,
  pushedStreamStoreConformance,
  resultStoreConformance,
  roleStoreConformance,
  seriesStoreConformance,
  signInFailureStoreConformance,
  TAKEN,
  videoGroupConformance,
  videoSourceConformance,
  webhookSecretStoreConformance,
} from '@vigia/core/conformance'
import Database from 'better-sqlite3'
import { Kysely, Migrator } from 'kysely'
import { pictureOf } from '../blobs/index.js'
import { SecretBox } from '../security/index.js'
import { inTransaction, StoreFull } from './errors.js'
import { MIGRATIONS } from './migrations/index.js'
import { openSqliteStores } from './open.js'
import type { Tables } from './schema.js'
import { connect, dialectOf } from './sqlite.js'

const open: OpenStores = (clock) => openSqliteStores(':memory:', new SecretBox(randomBytes(32)), clock)
jobStoreConformance('sqlite', open)
jobReplaceConformance('sqlite', open)
jobAlongsideConformance('sqlite', open)
leaseConformance('sqlite', open)
objectStoreRegisterConformance('sqlite', open)
jobQueueConformance('sqlite', open)
deliveryStoreConformance('sqlite', open)
webhookSecretStoreConformance('sqlite', open)
resultStoreConformance('sqlite', open)
seriesStoreConformance('sqlite', open)
eventRetentionConformance('sqlite', open)
objectIndexConformance('sqlite', open)
identityStoreConformance('sqlite', open)
operatorsConformance('sqlite', open)
roleStoreConformance('sqlite', open)
accessKeyStoreConformance('sqlite', open)
auditStoreConformance('sqlite', open)
signInFailureStoreConformance('sqlite', open)
videoSourceConformance('sqlite', open)
lookStoreConformance('sqlite', open)
batchStoreConformance('sqlite', open)
batchListConformance('sqlite', open)
videoGroupConformance('sqlite', open)
deploymentStoreConformance('sqlite', open)
pushedStreamStoreConformance('sqlite', open)
edgeCameraStoreConformance('sqlite', open)
eventStoreConformance('sqlite', open)
eventPassesConformance('sqlite', open)
dataStreamStoreConformance('sqlite', open)
orderStoreConformance('sqlite', open)

async function tempFile(t: { after(fn: () => Promise<void>): void }): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-store-'))
  t.after(() => rm(dir, { recursive: true }))
  return join(dir, 'vigia.db')
}

test('a file keeps everything over a restart, and shows no secret', async (t) => {
  const file = await tempFile(t)
  const secrets = new SecretBox(randomBytes(32))
  const before = await openSqliteStores(file, secrets, new FakeClock())
  await before.jobs.insert([plainJob(1)])
  await before.identity.createDomain('d', 'vigia')
  const user = { id: 'u', name: 'ada', domainId: 'd', domainName: 'vigia', passwordHash: '$' }
  await before.identity.createUser(user)
  const key = {
    access: 'AK1',
    userId: 'u',
    secret: 'k3y-in-clear',
    active: true,
    description: '',
    createdAt: 1,
  }
  await before.identity.keys.add(key, 1)
  await before.close()
  const bytes = await readFile(file, 'latin1')
  assert.ok(bytes.includes('job-1') && bytes.includes('AK1'))
  for (const secret of ['hunter2', 's3cret', 'hooks.example.org', 'k3y-in-clear'])
    assert.ok(!bytes.includes(secret), secret)
  const after = await openSqliteStores(file, secrets, new FakeClock())
  assert.deepEqual(await after.jobs.find(hex32(1)), plainJob(1))
  assert.deepEqual(await after.identity.keys.find('AK1'), key)
  await after.close()
})

test('a file of version 0.1.0 is brought up to date and keeps what it holds', async (t) => {
  const file = await tempFile(t)
  const db = new Kysely<Tables>({ dialect: dialectOf(connect(file)) })
  const released = { '0001-first': MIGRATIONS['0001-first']! }
  await new Migrator({ db, provider: { getMigrations: async () => released } }).migrateToLatest()
  await db.insertInto('domains').values({ id: 'd', name: 'vigia' }).execute()
  const user = { id: 'u', name: 'ada', domain_id: 'd', password_hash: '$' }
  await db.insertInto('users').values(user).execute()
  await db.destroy()
  const stores = await openSqliteStores(file, new SecretBox(randomBytes(32)), new FakeClock())
  assert.deepEqual(await stores.identity.domain({ name: 'vigia' }), {
    id: 'd',
    name: 'vigia',
    description: '',
    enabled: true,
  })
  assert.equal(await stores.identity.keys.find('none'), undefined)
  assert.deepEqual(
    await stores.identity.roles.ofUser('u'),
    [{ userId: 'u', scope: 'domain', scopeId: 'd', role: 'admin' }],
    'what users could do before roles existed they can do now',
  )
  await stores.close()
})

test('jobs of the first release, whose sources have no name outside the sealed spec, get it when the file is opened', async (t) => {
  const file = await tempFile(t)
  const secrets = new SecretBox(randomBytes(32))
  const before = await openSqliteStores(file, secrets, new FakeClock())
  await before.jobs.insert([plainJob(1)])
  await before.close()
  const sqlite = new Database(file)
  sqlite.prepare('update jobs set source_name = null').run()
  sqlite.prepare("delete from facts where name = 'sources are named'").run()
  sqlite.close()
  const after = await openSqliteStores(file, secrets, new FakeClock())
  assert.equal((await after.jobs.find(hex32(1)))?.sourceName, '10.0.0.9/ch1')
  const found = await after.jobs.list({
    projectId: PROJECT,
    sourceNameLike: '10.0.0.9',
    sortDir: 'asc',
    offset: 0,
    limit: 9,
  })
  assert.equal(found.total, 1)
  await after.close()
})

test('another key is refused when the file is opened, and named', async (t) => {
  const file = await tempFile(t)
  const [right, wrong] = [new SecretBox(randomBytes(32)), new SecretBox(randomBytes(32))]
  await (await openSqliteStores(file, right, new FakeClock())).close()
  await assert.rejects(openSqliteStores(file, wrong, new FakeClock()), (error: Error) => {
    assert.match(error.message, new RegExp(`sealed with key ${right.keyId}.*present key is ${wrong.keyId}`))
    return true
  })
})

test('a file of a newer version is refused, not damaged', async (t) => {
  const file = await tempFile(t)
  const secrets = new SecretBox(randomBytes(32))
  await (await openSqliteStores(file, secrets, new FakeClock())).close()
  const sqlite = new Database(file)
  sqlite.prepare('insert into kysely_migration values (?, ?)').run('9999-from-the-future', '2099')
  sqlite.close()
  await assert.rejects(openSqliteStores(file, secrets, new FakeClock()), /written by a newer version.*9999/)
})

test('every commit is synced: write-ahead log with synchronous=FULL (2)', async (t) => {
  const sqlite = connect(await tempFile(t))
  const values = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map((name) =>
    sqlite.pragma(name, { simple: true }),
  )
  sqlite.close()
  assert.deepEqual(values, ['wal', 2, 1, 5000])
})

test('a transaction that is rolled back takes nothing of others with it, and others see nothing of it', async () => {
  const db = new Kysely<Tables>({ dialect: dialectOf(new Database(':memory:')) })
  await db.schema.createTable('facts').addColumn('name', 'text').addColumn('value', 'text').execute()
  let halfway = (): void => undefined
  const reached = new Promise<void>((resolve) => {
    halfway = resolve
  })
  const broken = inTransaction(db, async (tx) => {
    await tx.insertInto('facts').values({ name: 'rolled back', value: '' }).execute()
    halfway()
    await new Promise((resolve) => setImmediate(resolve))
    throw new Error('on purpose')
  })
  await reached
  const outside = db.insertInto('facts').values({ name: 'outside', value: '' }).execute()
  const seen = db.selectFrom('facts').select('name').execute()
  const second = inTransaction(db, (tx) =>
    tx.insertInto('facts').values({ name: 'second', value: '' }).execute(),
  )
  await assert.rejects(broken, /on purpose/)
  assert.deepEqual(await seen, [{ name: 'outside' }])
  await Promise.all([outside, second])
  const rows = await db.selectFrom('facts').select('name').orderBy('name').execute()
  assert.deepEqual(rows, [{ name: 'outside' }, { name: 'second' }])
  await db.destroy()
})

test('a full disk is told in plain words, keeps nothing half, and goes on when there is space', async (t) => {
  const stores = await openSqliteStores(await tempFile(t), new SecretBox(randomBytes(32)), new FakeClock(), {
    maxPages: 260,
  })
  await stores.jobs.insert([plainJob(1)])
  await stores.jobs.claim(hex32(1), 'PENDING', 'w', 1_000)
  const envelope = { text: 'x'.repeat(100_000) }
  let stored = 0
  const append = () =>
    stores.results.append(hex32(1), 1, [plainResult(hex32(1), 1, stored + 1, { envelope })], () => [
      'webhook',
    ])
  await assert.rejects(
    async () => {
      for (; stored < 20; stored += 1) await append()
    },
    (error) => error instanceof StoreFull && /disk .* is full/.test(error.message),
  )
  assert.ok(stored > 0)
  assert.equal((await stores.results.list(PROJECT, hex32(1), 99)).length, stored)
  assert.equal((await stores.deliveries.counts(hex32(1))).pending, stored)
  for (const d of await stores.deliveries.claim(LANE, 2, 1_000))
    await stores.deliveries.delivered([{ id: d.id, attempt: TAKEN }])
  assert.equal(await stores.results.prune(Number.MAX_SAFE_INTEGER, 0), 2)
  assert.equal(await append(), true)
  await stores.close()
})

test('pictures that an older release has stored in the rows of results are still to be had', async (t) => {
  const file = await tempFile(t)
  const secrets = new SecretBox(randomBytes(32))
  const before = await openSqliteStores(file, secrets, new FakeClock())
  await before.jobs.insert([plainJob(1)])
  await before.jobs.claim(hex32(1), 'PENDING', 'w', 1_000)
  const [old, bare] = [plainResult(hex32(1), 1, 1), plainResult(hex32(1), 1, 2)]
  await before.results.append(hex32(1), 1, [old, bare], () => [])
  await before.close()
  const sqlite = new Database(file)
  sqlite.prepare('update results set picture = ? where sequence = 1').run(Buffer.from([255, 216, 1]))
  sqlite.close()
  const stores = await openSqliteStores(file, secrets, new FakeClock())
  t.after(() => stores.close())
  const blobs = new MemoryBlobs()
  const picture = async ({ messageId }: { messageId: string }) => {
    const result = await stores.results.byMessageId(messageId)
    return [result?.hasPicture, ...((await pictureOf({ ...stores, blobs }, result!)) ?? [])]
  }
  assert.deepEqual([await picture(old), await picture(bare)], [[true, 255, 216, 1], [false]])
  const listed = await stores.results.list(PROJECT, hex32(1), 9)
  assert.deepEqual(
    listed.map((result) => result.hasPicture),
    [false, true],
  )
})
