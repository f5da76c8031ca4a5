import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { type AuditLine, ChainCheck, GENESIS, linkHash } from './chain.js'
import { entryText, projectChain } from './record.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const CHAIN = projectChain('a')

const entry = (seq: number, at: number, chain = CHAIN): string =>
  entryText({ chain, seq, at }, { kind: 'answered', request: `r-${seq}`, asked: seq, status: 200 })

/** Lines as a store writes them, from `entries` on. */
function linked(entries: string[], previous = GENESIS): AuditLine[] {
  return entries.map((entry) => {
    previous = linkHash(sha256, previous, entry)
    const { seq, at } = JSON.parse(entry) as AuditLine
    return { seq, at, entry, hash: previous }
  })
}
const five = (): AuditLine[] => linked([1, 2, 3, 4, 5].map((seq) => entry(seq, seq * 10)))

function verdict(lines: AuditLine[], known?: string) {
  const check = new ChainCheck(sha256, CHAIN, undefined, known)
  lines.every((line) => check.add(line))
  return check.verdict()
}

test('a chain as it was written is found whole, and its head is told', () => {
  const lines = five()
  assert.deepEqual(verdict(lines), { ok: true, entries: 5, head: { seq: 5, hash: lines[4]!.hash } })
  assert.deepEqual(verdict([]), { ok: true, entries: 0 })
})

test('the hash of an entry is the SHA-256 of the hash before, a line feed, and the entry', () => {
  const [first, second] = five()
  assert.equal(first!.hash, sha256(`${'0'.repeat(64)}\n${first!.entry}`))
  assert.equal(second!.hash, sha256(`${first!.hash}\n${second!.entry}`))
})

const THIRD_BROKEN: [string, (lines: AuditLine[]) => AuditLine[]][] = [
  ['edited', (lines) => lines.with(2, { ...lines[2]!, entry: lines[2]!.entry.replace('200', '400') })],
  ['removed', (lines) => lines.toSpliced(2, 1)],
  ['swapped with the next', (lines) => lines.with(2, lines[3]!).with(3, lines[2]!)],
  ['written twice', (lines) => lines.toSpliced(2, 0, lines[1]!)],
  ['given another time', (lines) => lines.with(2, { ...lines[2]!, at: 31 })],
  ['given another hash', (lines) => lines.with(2, { ...lines[2]!, hash: GENESIS })],
]
for (const [what, tamper] of THIRD_BROKEN) {
  test(`an entry that was ${what} is found, and what stands before it is good`, () => {
    const { ok, entries, brokenAt } = verdict(tamper(five()))
    assert.deepEqual({ ok, entries, brokenAt }, { ok: false, entries: 2, brokenAt: 3 })
  })
}

test('entries of another chain do not pass, though they are tied together', () => {
  const moved = linked([entry(1, 10), entry(2, 20, projectChain('b'))])
  assert.equal(verdict(moved).brokenAt, 2)
})

test('an end that was cut off is found by whoever knows a later head; an earlier head is still there', () => {
  const lines = five()
  const head = lines[4]!.hash
  assert.deepEqual(verdict(lines.slice(0, 3)).ok, true)
  assert.deepEqual(verdict(lines.slice(0, 3), head).brokenAt, 4)
  assert.equal(verdict(lines, lines[1]!.hash).ok, true)
  assert.deepEqual(verdict([], head).brokenAt, 1)
})

test('a log that was written anew from an entry on is found by whoever knows its old head', () => {
  const lines = five()
  const anew = linked([1, 2, 3, 4, 5].map((seq) => entry(seq, seq * 10 + (seq > 2 ? 1 : 0))))
  assert.equal(verdict(anew).ok, true)
  assert.equal(verdict(anew, lines[4]!.hash).ok, false)
})

test('a piece of a chain is checked from the hash before it', () => {
  const lines = five()
  const check = new ChainCheck(sha256, CHAIN, { seq: 3, previous: lines[1]!.hash })
  assert.ok(lines.slice(2).every((line) => check.add(line)))
  assert.deepEqual(check.verdict(), { ok: true, entries: 3, head: { seq: 5, hash: lines[4]!.hash } })
  const wrong = new ChainCheck(sha256, CHAIN, { seq: 3, previous: GENESIS })
  assert.equal(wrong.add(lines[2]!), false)
  assert.equal(wrong.verdict().brokenAt, 3)
})
