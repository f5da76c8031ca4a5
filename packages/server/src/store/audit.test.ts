/** What SQLite adds to the audit log: nothing can be changed or taken away, and its questions are answered from indexes. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type AuditAsked, type AuditFilter, projectChain } from '@vigia/core'
import { FakeClock, PROJECT } from '@vigia/core/conformance'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { SecretBox } from '../security/index.js'
import { SqlAuditStore } from './audit.js'
import { openSqliteStores } from './open.js'
import type { Tables } from './schema.js'
import { dialectOf } from './sqlite.js'

const chain = projectChain(PROJECT)
const record: AuditAsked = {
  kind: 'asked',
  request: 'r-1',
  user: { id: 'u', name: 'ada' },
  by: 'token',
  from: '10.0.0.7',
  operation: 'updateTask',
  method: 'PUT',
  path: '/v2/p/tasks/t-1',
  targets: ['t-1'],
}

/** A database with one entry, and every statement that the store sends to it. */
async function opened(t: { after(fn: () => Promise<void>): void }) {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-audit-'))
  const file = join(dir, 'vigia.db')
  const stores = await openSqliteStores(file, new SecretBox(randomBytes(32)), new FakeClock())
  await stores.audit.append([{ chain, at: 1, record }])
  await stores.close()
  const asked: string[] = []
  const sqlite = new Database(file, { verbose: (sql) => asked.push(String(sql)) })
  t.after(async () => {
    sqlite.close()
    await rm(dir, { recursive: true })
  })
  const audit = new SqlAuditStore(new Kysely<Tables>({ dialect: dialectOf(sqlite) }))
  const plansOf = async (work: () => Promise<unknown>): Promise<string[]> => {
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
  return { sqlite, audit, plansOf }
}

test('the database itself refuses to change or take away an entry', async (t) => {
  const { sqlite } = await opened(t)
  for (const statement of [
    "update audit set entry = '{}'",
    'delete from audit',
    "update audit_targets set target = 't-2'",
    'delete from audit_targets',
  ])
    assert.throws(() => sqlite.prepare(statement).run(), /the audit log is append-only/, statement)
  assert.deepEqual(sqlite.prepare('select count(*) as n from audit').get(), { n: 1 })
})

test('every filter is answered from an index, in its order', async (t) => {
  const { audit, plansOf } = await opened(t)
  const choices: Partial<AuditFilter>[] = [
    {},
    { from: 1 },
    { until: 9 },
    { from: 1, until: 9 },
    { user: 'ada' },
    { operation: 'updateTask' },
    { user: 'ada', operation: 'updateTask', from: 1 },
  ]
  for (const choice of choices) {
    const [total, page] = await plansOf(() => audit.list({ chain, offset: 0, limit: 10, ...choice }))
    assert.match(
      total ?? '',
      /^SEARCH audit USING COVERING INDEX audit_\w+ \(chain=\?/,
      JSON.stringify(choice),
    )
    assert.match(
      page ?? '',
      /^SEARCH audit USING COVERING INDEX audit_by_time \(chain=\?[^;]*$/,
      JSON.stringify(choice),
    )
  }
})

test('a target is sought first where nothing else is asked, and from indexes alone in every case', async (t) => {
  const { audit, plansOf } = await opened(t)
  const plans = async (choice: Partial<AuditFilter>) =>
    (await plansOf(() => audit.list({ chain, offset: 0, limit: 10, target: 't-1', ...choice }))).slice(0, 2)
  for (const plan of await plans({}))
    assert.match(
      plan,
      /^SEARCH named USING COVERING INDEX \w+ \(chain=\? AND target=\?\); SEARCH audit USING INDEX \w+ \(chain=\? AND seq=\?\)$/,
    )
  for (const plan of await plans({ user: 'ada', operation: 'updateTask', from: 1, until: 9 }))
    assert.match(plan, /SEARCH audit USING .*; SEARCH named USING COVERING INDEX/)
})

test('the head, a page of lines, answers and the ends of a time are sought, not scanned', async (t) => {
  const { audit, plansOf } = await opened(t)
  const plans = [
    ...(await plansOf(() => audit.lines(chain, 1, 10))),
    ...(await plansOf(() => audit.span(chain, 1, 9))),
    ...(await plansOf(() => audit.list({ chain, offset: 0, limit: 10 }))),
    ...(await plansOf(() => audit.append([{ chain, at: 2, record }]))),
  ].filter((plan) => plan !== '')
  assert.ok(plans.length >= 7, plans.join('\n'))
  for (const plan of plans) assert.match(plan, /^SEARCH audit USING [^;]*$/)
})
