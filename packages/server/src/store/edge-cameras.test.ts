/** Cameras in SQLite: lists and readers are answered from indexes, and older files tell which cameras are read. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { EdgeCameraFilter } from '@vigia/core'
import { FakeClock, makeProjects, PROJECT, plainCamera, plainJob, plainSource } from '@vigia/core/conformance'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { SecretBox } from '../security/index.js'
import { SqlEdgeCameraStore } from './edge-cameras.js'
import { openSqliteStores } from './open.js'
import type { Tables } from './schema.js'
import { dialectOf } from './sqlite.js'

const secrets = new SecretBox(randomBytes(32))
const input = { type: 'edgecamera' as const, id: 'cam-1' }

async function filledFile(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-cameras-'))
  t.after(() => rm(dir, { recursive: true }))
  const file = join(dir, 'vigia.db')
  const stores = await openSqliteStores(file, secrets, new FakeClock())
  await makeProjects(stores)
  for (let n = 1; n <= 50; n++) await stores.cameras.add(plainCamera(n), 100)
  await stores.jobs.insert([
    plainJob(1, { spec: { ...plainJob(1).spec, input: { ...input, index: 0 } } }),
    plainJob(2),
  ])
  await stores.video.addSource(plainSource(1, { type: 'camera', accessType: 'edge', input }), [], 9)
  await stores.close()
  return file
}

test('pages, their totals and the readers of a camera come from indexes', async (t) => {
  const asked: string[] = []
  const sqlite = new Database(await filledFile(t), { verbose: (sql) => asked.push(String(sql)) })
  t.after(() => void sqlite.close())
  const cameras = new SqlEdgeCameraStore(new Kysely<Tables>({ dialect: dialectOf(sqlite) }), secrets)
  const stepsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    asked.length = 0
    await work()
    return asked
      .splice(0)
      .filter((sql) => /^select/i.test(sql))
      .flatMap((sql) => sqlite.prepare(`explain query plan ${sql}`).all())
      .map((line) => (line as { detail: string }).detail)
  }
  const base: EdgeCameraFilter = { projectId: PROJECT, sortDir: 'desc', offset: 10, limit: 10 }
  const filters: Partial<EdgeCameraFilter>[] = [
    {},
    { sortDir: 'asc' },
    { nameLike: '4' },
    { idLike: '4', nodeId: 'local' },
  ]
  for (const filter of filters) {
    const steps = await stepsOf(() => cameras.list({ ...base, ...filter }))
    const walks = steps.filter((step) => step.includes('COVERING INDEX'))
    assert.equal(walks.length, 2, steps.join('\n'))
    for (const step of steps) assert.doesNotMatch(step, /^SCAN|TEMP B-TREE/, steps.join('\n'))
  }
  const steps = await stepsOf(() => cameras.remove(PROJECT, 'cam-1'))
  assert.match(steps.join('\n'), /jobs USING COVERING INDEX jobs_by_camera/)
  assert.match(steps.join('\n'), /video_sources USING COVERING INDEX video_sources_by_camera/)
})

test('of a file of an older release it is told which cameras are read, once it is opened', async (t) => {
  const file = await filledFile(t)
  const sqlite = new Database(file)
  sqlite.prepare('update jobs set camera_id = null').run()
  sqlite.prepare('update video_sources set camera_id = null').run()
  sqlite.prepare("delete from facts where name = 'cameras are named'").run()
  sqlite.close()
  const stores = await openSqliteStores(file, secrets, new FakeClock())
  assert.deepEqual(await stores.cameras.remove(PROJECT, 'cam-1'), { jobs: 1, sources: 1 })
  assert.deepEqual(await stores.cameras.remove(PROJECT, 'cam-2'), { jobs: 0, sources: 0 })
  await stores.close()
})
