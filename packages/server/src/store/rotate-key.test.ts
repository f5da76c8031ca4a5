/** Another key for a data folder: all or nothing, whenever it is killed, and told in words when it cannot be. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { S3Access } from '@vigia/core'
import {
  FakeClock,
  hex32,
  makeProjects,
  PROJECT,
  plainCamera,
  plainJob,
  plainSource,
  uuid,
} from '@vigia/core/conformance'
import { tempFolder } from '@vigia/testing'
import Database from 'better-sqlite3'
import { loadSecretKey, SecretBox } from '../security/index.js'
import { lockDataFolder } from './data-folder-lock.js'
import { openSqliteStores } from './open.js'
import { databaseFile, rotateKey, settleRotation } from './rotate-key.js'

const CHILD = fileURLToPath(new URL('./rotate-key.child.js', import.meta.url))
const JOBS = 3
/** Besides them a source, a stream, a camera, an object store, their service, and the fact that tells a wrong key. */
const SECRETS = JOBS + 6
const CAMERA = plainCamera(1)
const STORE: S3Access = {
  endpoint: 'https://obs.example.org',
  region: 'us-east-1',
  accessKey: 'AK',
  secretKey: 'SK',
  addressing: 'path',
}

/** A data folder in which a server has been. */
async function dataFolder(t: TestContext, env: Record<string, string> = {}): Promise<string> {
  const folder = await tempFolder()
  t.after(() => folder.remove())
  const key = new SecretBox(await loadSecretKey(folder.path, env))
  const stores = await openSqliteStores(databaseFile(folder.path), key, new FakeClock())
  await makeProjects(stores)
  await stores.jobs.insert(Array.from({ length: JOBS }, (_, n) => plainJob(n + 1)))
  await stores.video.addSource(plainSource(1), [], 10)
  await stores.streams.addStream({ projectId: PROJECT, name: 'yard', key: 'push-key', createdAt: 1 }, 10)
  await stores.cameras.add(CAMERA, 10)
  await stores.objectStores.put(PROJECT, STORE)
  await stores.close()
  return folder.path
}

/** Starts as a server does, and reads every secret. @returns id of the key */
async function opens(dataDir: string, env: Record<string, string> = {}): Promise<string> {
  if (!env.VIGIA_SECRET_KEY) await settleRotation(dataDir)
  const box = new SecretBox(await loadSecretKey(dataDir, env))
  const stores = await openSqliteStores(databaseFile(dataDir), box, new FakeClock())
  try {
    for (let n = 1; n <= JOBS; n++)
      assert.deepEqual((await stores.jobs.find(hex32(n)))?.spec, plainJob(n).spec)
    assert.deepEqual((await stores.video.findSource(uuid(1)))?.input, plainSource(1).input)
    assert.equal((await stores.streams.stream(PROJECT, 'yard'))?.key, 'push-key')
    assert.deepEqual(await stores.cameras.get(PROJECT, CAMERA.id), CAMERA)
    assert.deepEqual(await stores.objectStores.find(PROJECT), STORE)
  } finally {
    await stores.close()
  }
  return box.keyId
}

const keyFiles = async (dataDir: string) =>
  (await readdir(dataDir)).filter((name) => name.startsWith('secret.key')).sort()

test('everything is sealed with a key that is made; the old one is kept, and nothing of it is in the database', async (t) => {
  const dir = await dataFolder(t)
  const before = await opens(dir)
  const done = await rotateKey(dir, {})
  assert.deepEqual(
    [done.secrets, done.from, done.isCompacted, done.oldKeyFile],
    [SECRETS, before, true, join(dir, `secret.key.${before}`)],
  )
  assert.equal(await opens(dir), done.to)
  assert.notEqual(done.to, before)
  assert.deepEqual(await keyFiles(dir), ['secret.key', `secret.key.${before}`])
  for (const name of await keyFiles(dir)) assert.equal((await stat(join(dir, name))).mode & 0o077, 0, name)
  assert.ok(!(await readFile(databaseFile(dir), 'latin1')).includes(`${before}.`))
  const old = await readFile(join(dir, `secret.key.${before}`), 'utf8')
  await assert.rejects(opens(dir, { VIGIA_SECRET_KEY: old.trim() }), new RegExp(`sealed with key ${done.to}`))
})

test('a key that is given is taken, into the file or for the environment, and never shown', async (t) => {
  const given = randomBytes(32).toString('base64')
  const inFile = await dataFolder(t)
  await rotateKey(inFile, { VIGIA_NEW_SECRET_KEY: given })
  assert.equal((await readFile(join(inFile, 'secret.key'), 'utf8')).trim(), given)
  await opens(inFile)

  const present = { VIGIA_SECRET_KEY: randomBytes(32).toString('base64') }
  const inEnvironment = await dataFolder(t, present)
  await assert.rejects(rotateKey(inEnvironment, present), /give the new one as VIGIA_NEW_SECRET_KEY/)
  await opens(inEnvironment, present)
  const done = await rotateKey(inEnvironment, { ...present, VIGIA_NEW_SECRET_KEY: given })
  assert.equal(done.oldKeyFile, undefined)
  assert.deepEqual(await keyFiles(inEnvironment), [])
  assert.equal(await opens(inEnvironment, { VIGIA_SECRET_KEY: given }), done.to)
  assert.ok(!JSON.stringify(done).includes(given))
})

test('killed at any step, it leaves what opens: with the old key, or with the new one', async (t) => {
  const seen = new Set<boolean>()
  // The next key, the kept one, each secret, the commit, the key's place.
  const steps = 2 + SECRETS + 2
  for (let step = 0; step < steps; step++) {
    const dir = await dataFolder(t)
    const before = await opens(dir)
    const child = spawn(process.execPath, [CHILD, dir, String(step)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL'], `step ${step}`)
    const after = await opens(dir)
    const hasHappened = after !== before
    assert.equal(hasHappened, step >= steps - 2, `step ${step}`)
    seen.add(hasHappened)
    assert.deepEqual(
      await keyFiles(dir),
      hasHappened ? ['secret.key', `secret.key.${before}`] : ['secret.key'],
      `step ${step}`,
    )
    await rotateKey(dir, {})
    await opens(dir)
  }
  assert.equal(seen.size, 2)
})

test('while a server has the folder, without a database, and with a key that is none, nothing happens', async (t) => {
  const dir = await dataFolder(t)
  const before = await opens(dir)
  const server = await lockDataFolder(dir)
  await assert.rejects(rotateKey(dir, {}), /in use by process \d+; stop it/)
  await server.release()
  await assert.rejects(
    rotateKey(dir, { VIGIA_NEW_SECRET_KEY: 'short' }),
    /VIGIA_NEW_SECRET_KEY must be 32 bytes/,
  )
  const present = (await readFile(join(dir, 'secret.key'), 'utf8')).trim()
  await assert.rejects(rotateKey(dir, { VIGIA_NEW_SECRET_KEY: present }), /is the present key/)
  await assert.rejects(
    rotateKey(dir, { VIGIA_SECRET_KEY: randomBytes(32).toString('base64'), VIGIA_NEW_SECRET_KEY: present }),
    new RegExp(`sealed with key ${before}`),
  )
  const empty = await tempFolder()
  t.after(() => empty.remove())
  await assert.rejects(rotateKey(empty.path, {}), /there is no database in/)
  assert.deepEqual(await keyFiles(empty.path), [])
  assert.equal(await opens(dir), before)
  assert.deepEqual(await keyFiles(dir), ['secret.key'])
})

test('a damaged secret is named, and all stay as they are', async (t) => {
  const dir = await dataFolder(t)
  const before = await opens(dir)
  const database = new Database(databaseFile(dir))
  const good = database.prepare('select spec from jobs where id = ?').pluck().get(hex32(3)) as string
  const put = (spec: string) => database.prepare('update jobs set spec = ? where id = ?').run(spec, hex32(3))
  put(`${good.slice(0, -6)}AAAAA=`)
  await assert.rejects(rotateKey(dir, {}), /^Error: jobs\.spec, row \d+: data sealed with key .* was damaged/)
  put(good)
  database.close()
  assert.equal(await opens(dir), before)
  assert.deepEqual(await keyFiles(dir), ['secret.key'])
})
