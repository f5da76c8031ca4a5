/** Reading the audit log: a page of it, the whole of it line by line, and whether it is as it was written. */
import type {
  AuditExportQuery,
  AuditItem,
  AuditList,
  AuditQuery,
  AuditLine as ExportedLine,
} from '@vigia/contract'
import {
  type AuditAnswered,
  type AuditAsked,
  type AuditPair,
  type AuditStore,
  ChainCheck,
  GENESIS,
  readEntry,
  type Verdict,
} from '@vigia/core'
import { sha256 } from '../store/index.js'

/** Lines that are read at once: a few milliseconds, between which other requests have their turn. */
const AT_ONCE = 500

export async function listAudit(store: AuditStore, chain: string, query: AuditQuery): Promise<AuditList> {
  const { page, page_size, ...filters } = query
  const offset = (page - 1) * page_size
  const { pairs, total } = await store.list({ chain, ...filters, offset, limit: page_size })
  return { count: pairs.length, total, entries: pairs.map(toItem), page, page_size }
}

/** From the first entry at or after `from` to the last before `until`, without a gap; what comes meanwhile is left out. */
export async function* exportAudit(
  store: AuditStore,
  chain: string,
  { from, until }: AuditExportQuery,
): AsyncGenerator<ExportedLine> {
  const span = await store.span(chain, from, until)
  if (!span) return
  let previous = span.first === 1 ? GENESIS : (await store.lines(chain, span.first - 1, 1))[0]!.hash
  let next = span.first
  while (next <= span.last) {
    const lines = await store.lines(chain, next, Math.min(AT_ONCE, span.last - next + 1))
    for (const { seq, at, entry, hash } of lines) {
      yield { seq, at, previous, entry, hash }
      previous = hash
    }
    if (lines.length === 0) return
    next = lines.at(-1)!.seq + 1
  }
}

/** @param known a hash that was seen as the head earlier */
export async function verifyAudit(store: AuditStore, chain: string, known?: string): Promise<Verdict> {
  const check = new ChainCheck(sha256, chain, undefined, known)
  let next = 1
  for (;;) {
    const lines = await store.lines(chain, next, AT_ONCE)
    if (lines.length === 0 || !lines.every((line) => check.add(line))) return check.verdict()
    next = lines.at(-1)!.seq + 1
  }
}

function toItem({ asked: { seq, at, entry }, answered }: AuditPair): AuditItem {
  const asked = readEntry(entry) as AuditAsked
  const { request, user, by, access_key, from, operation, method, path, targets, changes } = asked
  return {
    seq,
    at: new Date(at).toISOString(),
    request_id: request,
    ...{ user, by, from, operation, method, path, targets },
    ...(access_key === undefined ? {} : { access_key }),
    ...(changes === undefined ? {} : { changes }),
    ...(answered ? { answer: toAnswer(answered) } : {}),
  }
}

function toAnswer({ seq, at, entry }: NonNullable<AuditPair['answered']>): NonNullable<AuditItem['answer']> {
  const { status, error_code, made } = readEntry(entry) as AuditAnswered
  return {
    ...{ seq, at: new Date(at).toISOString(), status },
    ...(error_code === undefined ? {} : { error_code }),
    ...(made === undefined ? {} : { made }),
  }
}
