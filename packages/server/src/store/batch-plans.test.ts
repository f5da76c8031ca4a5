/** Lists of batches are answered from indexes, whatever the filters; members are counted without reading their rows. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { BatchFilter } from '@vigia/core'
import {
  FakeClock,
  makeProjects,
  PROJECT,
  plainBatch,
  plainGroup,
  plainMember,
  plainSource,
  uuid,
} from '@vigia/core/conformance'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { SecretBox } from '../security/index.js'
import { SqlBatchStore } from './batches.js'
import { openSqliteStores } from './open.js'
import type { Tables } from './schema.js'
import { dialectOf } from './sqlite.js'

const CHOICES: Partial<BatchFilter>[][] = [
  [{}, { nameLike: 'gate' }],
  [{}, { serviceNames: ['c-a', 'c-b'] }],
  [{}, { groups: ['a', 'b'] }],
  [{}, { state: 'RUNNING' }],
  [{ sortBy: 'created_at' }, { sortBy: 'task_count' }],
  [{ sortDir: 'asc' }, { sortDir: 'desc' }],
]
const ALL = CHOICES.reduce<Partial<BatchFilter>[]>(
  (made, choices) => made.flatMap((filter) => choices.map((choice) => ({ ...filter, ...choice }))),
  [{}],
)

let dir: string
let asked: string[]
let sqlite: Database.Database
let batches: SqlBatchStore
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigia-plans-'))
  const file = join(dir, 'vigia.db')
  const secrets = new SecretBox(randomBytes(32))
  const stores = await openSqliteStores(file, secrets, new FakeClock())
  await makeProjects(stores)
  await stores.video.addSource(plainSource(1), [], 9)
  await stores.video.addGroup(plainGroup(1), [uuid(1)], 9)
  await stores.batches.add(plainBatch(1))
  await stores.batches.addMembers(plainBatch(1), [plainMember(plainBatch(1), 1)], 9)
  await stores.close()
  asked = []
  // What is really sent to the database, its values filled in.
  sqlite = new Database(file, { verbose: (sql) => asked.push(String(sql)) })
  batches = new SqlBatchStore(new Kysely<Tables>({ dialect: dialectOf(sqlite) }), secrets)
})
after(async () => {
  sqlite.close()
  await rm(dir, { recursive: true })
})

/** The lines of the plans of the statements that `work` sends. */
async function plansOf(work: () => Promise<unknown>): Promise<string[][]> {
  asked.length = 0
  await work()
  return asked.splice(0).map((sql) =>
    sqlite
      .prepare(`explain query plan ${sql}`)
      .all()
      .map((line) => (line as { detail: string }).detail),
  )
}
const list = (choice: Partial<BatchFilter>) =>
  batches.list({
    projectId: PROJECT,
    sortBy: 'created_at',
    sortDir: 'desc',
    offset: 0,
    limit: 10,
    mostSources: 20,
    ...choice,
  })

test(`all ${ALL.length} combinations of filters and orders scan no table`, async () => {
  for (const choice of ALL)
    for (const plan of await plansOf(() => list(choice)))
      for (const line of plan)
        assert.doesNotMatch(line, /^SCAN/, `${JSON.stringify(choice)}: ${plan.join('; ')}`)
})

test('in the default order the page and its total come from covering indexes, without sorting', async () => {
  for (const choice of ALL.filter(({ sortBy }) => sortBy === 'created_at')) {
    const [total = [], page = []] = await plansOf(() => list(choice))
    assert.match(total[0] ?? '', /^SEARCH batches USING COVERING INDEX /)
    assert.match(page[0] ?? '', /^SEARCH batches USING COVERING INDEX batches_by_creation \(project_id=\?\)$/)
    assert.doesNotMatch([...total, ...page].join('; '), /TEMP B-TREE/, JSON.stringify(choice))
  }
})

test('members are counted, sought by state and named from covering indexes', async () => {
  const plans = await plansOf(() => list({ state: 'PENDING', sortBy: 'task_count' }))
  const ofJobs = plans.flat().filter((line) => line.includes('jobs'))
  assert.ok(ofJobs.length >= 4, ofJobs.join('; '))
  for (const line of ofJobs)
    assert.match(line, /^SEARCH jobs (EXISTS )?USING COVERING INDEX jobs_(by|of)_batch /)
  assert.ok(ofJobs.some((line) => line.includes('jobs_by_batch (batch_id=? AND state=?)')))
  assert.match(
    plans.at(-1)?.join('; ') ?? '',
    /^SEARCH jobs USING COVERING INDEX jobs_of_batch \(batch_id=\?\)$/,
  )
})

test('members are read in their order without sorting', async () => {
  assert.deepEqual(await plansOf(() => batches.members(uuid(1), 5, 10)), [
    ['SEARCH jobs USING INDEX jobs_of_batch (batch_id=? AND number>?)'],
  ])
})

test('batches that are being deleted are found by an index', async () => {
  assert.deepEqual(await plansOf(() => batches.markedForDeletion()), [
    ['SEARCH batches USING INDEX batches_by_wanted (wanted=?)'],
  ])
})
