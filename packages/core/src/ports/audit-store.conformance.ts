/** What every AuditStore must do. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { ChainCheck, type Verdict } from '../audit/chain.js'
import { type AuditAnswered, type AuditAsked, projectChain, readEntry } from '../audit/record.js'
import type { AuditFilter, AuditStore } from './audit-store.js'
import { type OpenStores, OTHER_PROJECT, onStores, PROJECT } from './conformance-kit.js'

const CHAIN = projectChain(PROJECT)
const OTHER = projectChain(OTHER_PROJECT)
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const asked = (request: string, changed: Partial<AuditAsked> = {}): AuditAsked => ({
  kind: 'asked',
  request,
  user: { id: 'u-ada', name: 'ada' },
  by: 'token',
  from: '10.0.0.7',
  operation: 'updateTask',
  method: 'PUT',
  path: '/v2/p/tasks/t-1',
  targets: ['t-1'],
  ...changed,
})
const answered = (request: string, seq: number, changed: Partial<AuditAnswered> = {}): AuditAnswered => ({
  kind: 'answered',
  request,
  asked: seq,
  status: 200,
  ...changed,
})
/** One entry. */
const add = async (store: AuditStore, at: number, record: AuditAsked | AuditAnswered, chain = CHAIN) =>
  (await store.append([{ chain, at, record }]))[0]!

async function verdict(store: AuditStore, chain: string): Promise<Verdict> {
  const check = new ChainCheck(sha256, chain)
  for (const line of await store.lines(chain, 1, 10_000)) check.add(line)
  return check.verdict()
}
/** Requests of the page, and how many match. */
async function found(store: AuditStore, filter: Partial<AuditFilter>): Promise<[string[], number]> {
  const { pairs, total } = await store.list({ chain: CHAIN, offset: 0, limit: 100, ...filter })
  return [pairs.map((pair) => (readEntry(pair.asked.entry) as AuditAsked).request), total]
}

/** Registers the suite; `name` says which adapter is under test. */
export function auditStoreConformance(name: string, open: OpenStores): void {
  test(`${name}: entries are numbered from 1 in each chain and tied to the one before`, () =>
    onStores(open, async ({ audit }) => {
      const drafts = [
        { chain: CHAIN, at: 10, record: asked('r-1') },
        { chain: OTHER, at: 10, record: asked('r-2') },
        { chain: CHAIN, at: 11, record: asked('r-3') },
      ]
      assert.deepEqual(await audit.append(drafts), [1, 1, 2])
      assert.deepEqual(await audit.append([{ chain: CHAIN, at: 12, record: answered('r-3', 2) }]), [3])
      assert.deepEqual(await audit.append([]), [])
      const lines = await audit.lines(CHAIN, 2, 1)
      assert.deepEqual(readEntry(lines[0]!.entry), { chain: CHAIN, seq: 2, at: 11, ...asked('r-3') })
      assert.deepEqual([lines.length, lines[0]!.seq, lines[0]!.at], [1, 2, 11])
      for (const [chain, entries] of [
        [CHAIN, 3],
        [OTHER, 1],
        [projectChain('nobody'), 0],
      ] as const) {
        const { ok, entries: good } = await verdict(audit, chain)
        assert.deepEqual([ok, good], [true, entries], chain)
      }
    }))

  test(`${name}: many that append at once leave one chain, and each learns its own number`, () =>
    onStores(open, async ({ audit }) => {
      const requests = Array.from({ length: 60 }, (_, n) => `r-${n}`)
      const seqs = await Promise.all(requests.map((request, n) => add(audit, n, asked(request))))
      assert.deepEqual(
        [...seqs].sort((a, b) => a - b),
        requests.map((_, n) => n + 1),
      )
      const lines = await audit.lines(CHAIN, 1, 100)
      for (const [n, request] of requests.entries())
        assert.equal((readEntry(lines[seqs[n]! - 1]!.entry) as AuditAsked).request, request)
      assert.equal((await verdict(audit, CHAIN)).entries, 60)
    }))

  test(`${name}: requests are listed newest first with their answers, a page at a time`, () =>
    onStores(open, async ({ audit }) => {
      for (const n of [1, 2, 3]) await add(audit, n, asked(`r-${n}`))
      await add(audit, 4, answered('r-2', 2, { status: 400, error_code: 'VIAS.00010001' }))
      await add(audit, 9, asked('r-other'), OTHER)
      const { pairs, total } = await audit.list({ chain: CHAIN, offset: 1, limit: 2 })
      assert.equal(total, 3)
      assert.deepEqual(
        pairs.map((pair) => [pair.asked.seq, pair.answered?.seq]),
        [
          [2, 4],
          [1, undefined],
        ],
      )
      assert.equal((readEntry(pairs[0]!.answered!.entry) as AuditAnswered).error_code, 'VIAS.00010001')
      assert.deepEqual(await found(audit, { offset: 9 }), [[], 3])
    }))

  test(`${name}: requests are found by time, user, operation and target, and by all of them together`, () =>
    onStores(open, async ({ audit }) => {
      await add(audit, 10, asked('r-1'))
      await add(audit, 20, asked('r-2', { user: { id: 'u-bob', name: 'bob' }, targets: ['t-2', 's-1'] }))
      const made = await add(audit, 30, asked('r-3', { operation: 'createTask', targets: ['s-1'] }))
      await add(audit, 31, answered('r-3', made, { made: ['t-3', 't-4'] }))
      await add(audit, 40, asked('r-4', { targets: ['t-3'] }), OTHER)
      const cases: [Partial<AuditFilter>, string[]][] = [
        [{}, ['r-3', 'r-2', 'r-1']],
        [{ from: 20 }, ['r-3', 'r-2']],
        [{ until: 20 }, ['r-1']],
        [{ from: 10, until: 30 }, ['r-2', 'r-1']],
        [{ user: 'ada' }, ['r-3', 'r-1']],
        [{ user: 'u-bob' }, ['r-2']],
        [{ operation: 'createTask' }, ['r-3']],
        [{ target: 's-1' }, ['r-3', 'r-2']],
        [{ target: 't-3' }, ['r-3']],
        [{ target: 's-1', user: 'bob', operation: 'updateTask', from: 20, until: 21 }, ['r-2']],
        [{ target: 'nothing' }, []],
      ]
      for (const [filter, requests] of cases)
        assert.deepEqual(await found(audit, filter), [requests, requests.length], JSON.stringify(filter))
    }))

  test(`${name}: a time is turned into the piece of the chain that it covers`, () =>
    onStores(open, async ({ audit }) => {
      for (const at of [10, 20, 20, 30]) await add(audit, at, asked(`r-${at}`))
      assert.deepEqual(await audit.span(CHAIN), { first: 1, last: 4 })
      assert.deepEqual(await audit.span(CHAIN, 20), { first: 2, last: 4 })
      assert.deepEqual(await audit.span(CHAIN, undefined, 20), { first: 1, last: 1 })
      assert.deepEqual(await audit.span(CHAIN, 11, 30), { first: 2, last: 3 })
      assert.equal(await audit.span(CHAIN, 31), undefined)
      assert.equal(await audit.span(OTHER), undefined)
    }))
}
