import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { type AuditDraft, type AuditRecord, type AuditStore, projectChain } from '@vigia/core'
import { FakeClock, PROJECT } from '@vigia/core/conformance'
import { SecretBox } from '../security/index.js'
import { openSqliteStores, StoreFull } from '../store/index.js'
import { AuditLog } from './audit-log.js'

const CHAIN = projectChain(PROJECT)
const record = (request: string): AuditRecord => ({ kind: 'answered', request, asked: 1, status: 200 })

/** A log on a real store that counts its transactions and may be told to fail. */
async function opened(t: TestContext) {
  const clock = new FakeClock()
  const { audit, close } = await openSqliteStores(':memory:', new SecretBox(randomBytes(32)), clock)
  t.after(close)
  const state = { transactions: 0, isFull: false }
  const store: AuditStore = {
    append: async (drafts: readonly AuditDraft[]) => {
      state.transactions++
      if (state.isFull) throw new StoreFull(undefined)
      return audit.append(drafts)
    },
    list: (filter) => audit.list(filter),
    lines: (chain, seq, limit) => audit.lines(chain, seq, limit),
    span: (chain, from, until) => audit.span(chain, from, until),
  }
  return { log: new AuditLog(store, clock), audit, clock, state }
}

test('entries that wait at the same time are written in one transaction, in the order in which they came', async (t) => {
  const { log, audit, state } = await opened(t)
  const requests = Array.from({ length: 40 }, (_, n) => `r-${n}`)
  const seqs = await Promise.all(requests.map((request) => log.append(CHAIN, record(request))))
  assert.deepEqual(
    seqs,
    requests.map((_, n) => n + 1),
  )
  assert.equal(state.transactions, 1)
  const lines = await audit.lines(CHAIN, 1, 100)
  assert.deepEqual(
    lines.map(({ entry }) => JSON.parse(entry).request),
    requests,
  )
})

test('the time of an entry is when it was given, by the clock of the server', async (t) => {
  const { log, audit, clock } = await opened(t)
  await log.append(CHAIN, record('r-1'))
  clock.later(5)
  await log.append(CHAIN, record('r-2'))
  const [first, second] = await audit.lines(CHAIN, 1, 9)
  assert.equal(second!.at - first!.at, 5)
})

test('a store that takes nothing is told to everybody who waited, and the log goes on afterwards', async (t) => {
  const { log, state } = await opened(t)
  state.isFull = true
  const all = await Promise.allSettled(['r-1', 'r-2', 'r-3'].map((r) => log.append(CHAIN, record(r))))
  for (const one of all) assert.ok(one.status === 'rejected' && one.reason instanceof StoreFull)
  state.isFull = false
  assert.equal(await log.append(CHAIN, record('r-4')), 1)
})
