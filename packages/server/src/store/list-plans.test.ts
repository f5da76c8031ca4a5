/** Every combination of a list's filters is answered from one covering index, in its order; so are the engine's questions. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type JobFilter, type OrderFilter, ordersIn } from '@vigia/core'
import { FakeClock, PROJECT } from '@vigia/core/conformance'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { SecretBox } from '../security/index.js'
import { SqlJobStore } from './jobs.js'
import { openSqliteStores } from './open.js'
import { SqlOrderStore } from './orders.js'
import type { Tables } from './schema.js'
import { dialectOf, readNow } from './sqlite.js'

const CHOICES: Partial<JobFilter>[][] = [
  [{}, { states: ['RUNNING'] }, { states: ['PENDING', 'SCHEDULING', 'LACK_OF_RESOURCES'] }],
  [{}, { serviceNames: ['c-a'] }, { serviceNames: ['c-a', 'c-b'] }],
  [{}, { serviceVersion: '1.0' }],
  [{}, { nameLike: 'gate' }],
  [{}, { sourceNameLike: 'yard' }],
  [{}, { idLike: 'abc' }],
  [{}, { batchId: 'b'.repeat(32) }],
  [{}, { createdSince: 1 }, { createdUntil: 2 }, { createdSince: 1, createdUntil: 2 }],
  [{}, { sortBy: 'name' }, { sortBy: 'updated_at' }],
  [{ sortDir: 'asc' }, { sortDir: 'desc' }],
]
const ALL = CHOICES.reduce<Partial<JobFilter>[]>(
  (made, choices) => made.flatMap((filter) => choices.map((choice) => ({ ...filter, ...choice }))),
  [{}],
)

let dir: string
let asked: string[]
let sqlite: Database.Database
let jobs: SqlJobStore
let orders: SqlOrderStore
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigia-plans-'))
  const file = join(dir, 'vigia.db')
  const secrets = new SecretBox(randomBytes(32))
  await (await openSqliteStores(file, secrets, new FakeClock())).close()
  asked = []
  // What is really sent to the database, its values filled in.
  sqlite = new Database(file, { verbose: (sql) => asked.push(String(sql)) })
  const db = new Kysely<Tables>({ dialect: dialectOf(sqlite) })
  jobs = new SqlJobStore(db, secrets, new FakeClock(), readNow(sqlite))
  orders = new SqlOrderStore(db)
})
after(async () => {
  sqlite.close()
  await rm(dir, { recursive: true })
})

/** The plans of the statements that `work` sends. */
async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
  asked.length = 0
  await work()
  return asked.splice(0).map((sql) =>
    sqlite
      .prepare(`explain query plan ${sql}`)
      .all()
      .map((line) => (line as { detail: string }).detail)
      .join('; '),
  )
}

test(`all ${ALL.length} combinations of filters and orders seek one covering index and sort nothing`, async () => {
  for (const choice of ALL) {
    const filter = { projectId: PROJECT, sortDir: 'desc' as const, offset: 20, limit: 10, ...choice }
    const plans = await plansOf(() => jobs.list(filter))
    assert.equal(plans.length, 2)
    for (const plan of plans)
      assert.match(
        plan,
        /^SEARCH jobs USING COVERING INDEX (jobs_by_\w+|sqlite_autoindex_jobs_3) \(project_id=\?[^)]*\)$/,
        JSON.stringify(choice),
      )
  }
})

test('the order decides the index; a state and a time of creation are sought in it', async () => {
  const plan = async (choice: Partial<JobFilter>) =>
    (
      await plansOf(() => jobs.list({ projectId: PROJECT, sortDir: 'asc', offset: 0, limit: 9, ...choice }))
    )[1]
  assert.match(
    (await plan({ states: ['RUNNING'] })) ?? '',
    /jobs_by_state_and_creation \(project_id=\? AND state=\?\)/,
  )
  assert.match(
    (await plan({ createdSince: 5 })) ?? '',
    /jobs_by_creation \(project_id=\? AND created_at>\?\)/,
  )
  assert.match((await plan({ sortBy: 'name' })) ?? '', /jobs_by_name/)
  assert.match((await plan({ sortBy: 'updated_at' })) ?? '', /jobs_by_update/)
})

test('jobs of groups of sources are looked for in the same indexes, the groups in theirs', async () => {
  for (const sortBy of ['created_at', 'updated_at', 'name'] as const) {
    const filter = {
      projectId: PROJECT,
      groupIds: ['a', 'b'] as string[],
      sortBy,
      sortDir: 'asc',
      offset: 0,
      limit: 9,
    } as const
    for (const plan of await plansOf(() => jobs.list(filter))) {
      assert.match(plan, /SEARCH jobs USING COVERING INDEX /)
      assert.match(plan, /SEARCH video_group_members USING COVERING INDEX /)
      assert.doesNotMatch(plan, /SCAN|TEMP B-TREE/)
    }
  }
})

const scope = { projectId: PROJECT, serviceName: 'c-a' }
const SETS: [string, () => Promise<unknown>][] = [
  ['jobs_by_batch (batch_id=? AND state=?)', () => jobs.within({ batchId: 'b' }, ['RUNNING'], 9)],
  ['jobs_by_order (order_id=? AND state=?)', () => jobs.within({ orderId: 'o' }, ['RUNNING', 'STOPPED'], 9)],
  ['jobs_by_source (source_id=?)', () => jobs.countsWithin({ sourceId: 's' })],
  ['jobs_by_template (template_id=?)', () => jobs.within({ templateId: 't' }, undefined, 9)],
  ['jobs_by_service (project_id=? AND service_name=? AND state=?)', () => jobs.within(scope, ['STOPPED'], 9)],
  [
    'jobs_by_service (project_id=? AND service_name=? AND state=?)',
    () => jobs.outdated(scope, '2', ['RUNNING'], 9),
  ],
  ['jobs_queue (state=?)', () => jobs.waiting(9)],
  ['jobs_queue (state=?)', () => jobs.laneStreams()],
]
for (const [index, question] of SETS)
  test(`jobs that belong together, or wait, are found by ${index}`, async () => {
    const [plan] = await plansOf(question)
    assert.match(
      plan ?? '',
      new RegExp(`SEARCH jobs USING (COVERING )?INDEX ${index.replace(/[()?]/g, '\\$&')}`),
    )
    assert.doesNotMatch(plan ?? '', /SCAN jobs/)
  })

test('orders are counted and walked in their index, whatever is asked of them', async () => {
  const filters: Partial<OrderFilter>[] = [
    {},
    { packageId: 'p' },
    ordersIn('active', 5),
    { ...ordersIn('expired', 5), packageId: 'p', sortDir: 'asc' },
  ]
  for (const filter of filters) {
    const page = { projectId: PROJECT, sortDir: 'desc', offset: 0, limit: 10, ...filter } as const
    const [count, rows] = await plansOf(() => orders.list(page))
    assert.match(count!, /^SEARCH orders USING COVERING INDEX orders_by_project \(project_id=\?\)$/)
    assert.match(rows!, /^SEARCH orders USING INDEX orders_by_project \(project_id=\?\)$/)
  }
})

const QUESTIONS: [string, () => Promise<unknown>][] = [
  ['jobs_to_run (desired=? AND state=?)', () => jobs.toRun('PENDING', 500)],
  ['jobs_by_state (state=?)', () => jobs.inStates(['STOPPING'], 500)],
  ['jobs_due (next_at<?)', () => jobs.dueSchedules(1, 500)],
  ['leases_by_until (until<?)', () => jobs.expiredLeases(500)],
  ['leases_by_until (until>?)', () => jobs.leasesBeyond(15_000, 500)],
]
for (const [index, question] of QUESTIONS) {
  test(`the engine's question is answered by ${index}, without sorting`, async () => {
    assert.deepEqual(await plansOf(question), [
      index.startsWith('leases') ? `SEARCH leases USING INDEX ${index}` : `SEARCH jobs USING INDEX ${index}`,
    ])
  })
}
