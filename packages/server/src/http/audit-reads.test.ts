/** How the audit log is read. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import type { AuditLine, AuditList } from '@vigia/contract'
import type { AuditDraft } from '@vigia/core'
import { type Kysely, sql } from 'kysely'
import { createBody, createJob, SERVICE, secondProject, type TestApp, testApp } from './test-app.js'

async function opened(t: TestContext): Promise<TestApp> {
  const app = await testApp()
  t.after(() => app.close())
  return app
}
const auditOf = (t: TestApp, below = ''): string => `/v2/${t.projectId}/audit${below}`
const get = async (t: TestApp, path: string) => (await t.call('GET', path)).body
const exported = async (t: TestApp, query = ''): Promise<AuditLine[]> =>
  String(await get(t, auditOf(t, `/export${query}`)))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
const domainOf = async (t: TestApp): Promise<string> =>
  (await t.stores.identity.project(t.projectId))!.domainId

test('requests are listed newest first, each with its answer, by page', async (t) => {
  const app = await opened(t)
  const ids = []
  for (const name of ['a', 'b', 'c']) {
    ids.push(await createJob(app, { name }))
    app.pass(1_000)
  }
  const list: AuditList = await get(app, auditOf(app, '?page=2&page_size=1'))
  assert.deepEqual([list.count, list.total, list.page, list.page_size], [1, 3, 2, 1])
  const [{ request_id, user, ...entry }] = list.entries as [AuditList['entries'][0]]
  assert.match(request_id, /^[0-9a-f-]{36}$/)
  assert.equal(user.name, 'admin')
  assert.deepEqual(
    { ...entry, changes: undefined },
    {
      seq: 3,
      at: '2026-11-24T08:00:01.000Z',
      by: 'token',
      from: '127.0.0.1',
      operation: 'createTask',
      method: 'POST',
      path: `/v2/${app.projectId}/services/${SERVICE}/tasks`,
      targets: [SERVICE],
      changes: undefined,
      answer: { seq: 4, at: '2026-11-24T08:00:01.000Z', status: 200, made: [ids[1]] },
    },
  )
})

test('the filters of a list hold together', async (t) => {
  const app = await opened(t)
  const id = await createJob(app)
  app.pass(1_000)
  await app.call('PUT', `/v2/${app.projectId}/tasks/${id}/action/stop`)
  const at = Date.UTC(2026, 10, 24, 8)
  const operations = async (query: string) =>
    ((await get(app, auditOf(app, `?${query}`))) as AuditList).entries.map(({ operation }) => operation)
  assert.deepEqual(await operations(`target=${id}`), ['startStopTask', 'createTask'])
  assert.deepEqual(await operations(`target=${id}&operation=createTask&user=admin`), ['createTask'])
  assert.deepEqual(await operations(`from=${at + 1}`), ['startStopTask'])
  assert.deepEqual(await operations(`from=${at}&until=${at + 1_000}`), ['createTask'])
  assert.deepEqual(await operations('user=somebody'), [])
})

test('an export holds every entry byte for byte, so that anybody can check it', async (t) => {
  const app = await opened(t)
  for (const name of ['a', 'b', 'c']) await createJob(app, { name })
  const answer = await app.call('GET', auditOf(app, '/export'))
  assert.equal(answer.headers['content-type'], 'application/x-ndjson')
  const lines = await exported(app)
  assert.deepEqual(
    lines.map(({ seq }) => seq),
    [1, 2, 3, 4, 5, 6],
  )
  let previous = '0'.repeat(64)
  for (const line of lines) {
    assert.equal(line.previous, previous)
    assert.equal(line.hash, createHash('sha256').update(`${previous}\n${line.entry}`).digest('hex'))
    assert.deepEqual([JSON.parse(line.entry).seq, JSON.parse(line.entry).at], [line.seq, line.at])
    previous = line.hash
  }
})

test('an export of a time is a whole piece of the chain', async (t) => {
  const app = await opened(t)
  const at = Date.UTC(2026, 10, 24, 8)
  for (const name of ['a', 'b', 'c']) {
    await createJob(app, { name })
    app.pass(1_000)
  }
  const all = await exported(app)
  assert.deepEqual(await exported(app, `?from=${at + 1_000}&until=${at + 2_000}`), all.slice(2, 4))
  assert.deepEqual(await exported(app, `?from=${at + 9_000}`), [])
})

test('an export of more entries than are read at once has them all, in order', async (t) => {
  const app = await opened(t)
  const chain = `project:${app.projectId}`
  const drafts = Array.from(
    { length: 1_205 },
    (_, n): AuditDraft => ({
      chain,
      at: n,
      record: { kind: 'answered', request: `r-${n}`, asked: 1, status: 200 },
    }),
  )
  await app.stores.audit.append(drafts)
  const lines = await exported(app)
  assert.equal(lines.length, 1_205)
  assert.ok(lines.every(({ seq }, at) => seq === at + 1))
  assert.equal((await get(app, auditOf(app, '/verify'))).entries, 1_205)
})

/** Changes the stored log as somebody does who has the file: without its triggers. */
async function tamper(app: TestApp, statement: ReturnType<typeof sql>): Promise<void> {
  const { db } = app.stores.audit as unknown as { db: Kysely<unknown> }
  for (const change of ['update', 'delete'])
    await sql`drop trigger if exists ${sql.ref(`audit_no_${change}`)}`.execute(db)
  await statement.execute(db)
}

test('a log as it was written verifies, and tells its head', async (t) => {
  const app = await opened(t)
  assert.deepEqual(await get(app, auditOf(app, '/verify')), { ok: true, entries: 0 })
  await createJob(app)
  const { ok, entries, head } = await get(app, auditOf(app, '/verify'))
  assert.deepEqual([ok, entries, head.seq, head.hash], [true, 2, 2, (await exported(app))[1]!.hash])
})

test('an edited, a removed and a swapped entry are found', async (t) => {
  const ways: [string, ReturnType<typeof sql>][] = [
    ['edited', sql`update audit set entry = replace(entry, 'admin', 'nobody') where seq = 3`],
    ['removed', sql`delete from audit where seq = 3`],
    ['moved', sql`update audit set seq = 99 where seq = 3`],
  ]
  for (const [what, statement] of ways) {
    const app = await opened(t)
    for (const name of ['a', 'b']) await createJob(app, { name })
    await tamper(app, statement)
    const { ok, entries, broken_at } = await get(app, auditOf(app, '/verify'))
    assert.deepEqual([ok, entries, broken_at], [false, 2, 3], what)
  }
})

test('an end that was cut off is found with a head that was seen before', async (t) => {
  const app = await opened(t)
  for (const name of ['a', 'b']) await createJob(app, { name })
  const { head } = await get(app, auditOf(app, '/verify'))
  await createJob(app, { name: 'c' })
  assert.equal((await get(app, auditOf(app, `/verify?head=${head.hash}`))).ok, true)
  await tamper(app, sql`delete from audit where seq > 3`)
  assert.equal((await get(app, auditOf(app, '/verify'))).ok, true, 'alone the log cannot tell')
  const { ok, broken_at } = await get(app, auditOf(app, `/verify?head=${head.hash}`))
  assert.deepEqual([ok, broken_at], [false, 4])
})

test('projects do not see each other: each has its log, and another one is as unknown as none', async (t) => {
  const app = await opened(t)
  const second = await secondProject(app)
  await createJob(app)
  const theirs = await app.call('GET', `/v2/${second.projectId}/audit`, undefined, second.token)
  assert.deepEqual([theirs.status, theirs.body.total], [200, 0])
  for (const below of ['', '/export', '/verify']) {
    const refused = await app.call('GET', auditOf(app, below), undefined, second.token)
    const nowhere = await app.call('GET', `/v2/${'e'.repeat(32)}/audit${below}`, undefined, second.token)
    assert.deepEqual([refused.status, refused.body.error_code], [401, 'VIAS.00010005'])
    assert.deepEqual(nowhere.body.error_code, refused.body.error_code)
  }
})

test('the log of the domain holds sign-ins and projects; that of another domain is as unknown as none', async (t) => {
  const app = await opened(t)
  await secondProject(app, 'yard')
  const path = `/v3/domains/${await domainOf(app)}/audit`
  const list: AuditList = await get(app, path)
  assert.deepEqual(
    list.entries.map(({ operation }) => operation),
    ['createToken', 'createProject', 'createToken'],
  )
  assert.deepEqual(list.entries[1]?.changes, { project: { name: 'yard' } })
  assert.equal((await get(app, `${path}/verify`)).entries, 6)
  assert.equal(String(await get(app, `${path}/export`)).split('\n').length, 7)
  await app.stores.identity.createDomain('elsewhere', 'elsewhere')
  for (const below of ['', '/export', '/verify'])
    for (const id of ['elsewhere', 'nowhere']) {
      const { status, body } = await app.call('GET', `/v3/domains/${id}/audit${below}`)
      assert.deepEqual([status, body.error.message], [404, `id: there is no domain ${id} that is yours`])
    }
})

test('reading the log leaves no trace in it', async (t) => {
  const app = await opened(t)
  await app.call('POST', `/v2/${app.projectId}/services/${SERVICE}/tasks`, createBody())
  for (const below of ['', '/export', '/verify']) await get(app, auditOf(app, below))
  assert.equal((await get(app, auditOf(app))).total, 1)
})
