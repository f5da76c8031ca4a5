/** The audit log in SQL. Triggers refuse to change or take away what it holds. */
import { hash } from 'node:crypto'
import {
  type AuditDraft,
  type AuditFilter,
  type AuditLine,
  type AuditPair,
  type AuditStore,
  entryText,
  GENESIS,
  linkHash,
} from '@vigia/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import { inTransaction } from './errors.js'
import type { AuditTable, Tables } from './schema.js'

export const sha256 = (text: string): string => hash('sha256', text)

const LINE = ['seq', 'at', 'entry', 'hash'] as const

export class SqlAuditStore implements AuditStore {
  constructor(private readonly db: Kysely<Tables>) {}

  async append(drafts: readonly AuditDraft[]): Promise<number[]> {
    return inTransaction(this.db, async (tx) => {
      const heads = new Map<string, { seq: number; hash: string }>()
      const seqs: number[] = []
      for (const draft of drafts) {
        const before = heads.get(draft.chain) ?? (await headOf(tx, draft.chain))
        const row = nextRow(before, draft)
        await tx.insertInto('audit').values(row).execute()
        await addTargets(tx, row.seq, draft)
        heads.set(draft.chain, row)
        seqs.push(row.seq)
      }
      return seqs
    })
  }

  async list(filter: AuditFilter): Promise<{ pairs: AuditPair[]; total: number }> {
    const matching = filtered(this.db, filter)
    const { total } = await matching
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const ordered =
      filter.target === undefined
        ? matching.orderBy('audit.at', 'desc').orderBy('audit.seq', 'desc')
        : matching.orderBy(sql.ref('named.seq'), 'desc')
    const page = await ordered.select('audit.seq').offset(filter.offset).limit(filter.limit).execute()
    const seqs = page.map(({ seq }) => seq)
    return { pairs: await this.pairs(filter.chain, seqs), total: Number(total) }
  }

  async lines(chain: string, seq: number, limit: number): Promise<AuditLine[]> {
    return this.db
      .selectFrom('audit')
      .select(LINE)
      .where('chain', '=', chain)
      .where('seq', '>=', seq)
      .orderBy('seq')
      .limit(limit)
      .execute()
  }

  async span(
    chain: string,
    from = 0,
    until = Number.MAX_SAFE_INTEGER,
  ): Promise<{ first: number; last: number } | undefined> {
    const end = (order: 'asc' | 'desc') =>
      this.db
        .selectFrom('audit')
        .select('seq')
        .where('chain', '=', chain)
        .where('at', '>=', from)
        .where('at', '<', until)
        .orderBy('at', order)
        .orderBy('seq', order)
        .limit(1)
        .executeTakeFirst()
    const first = await end('asc')
    const last = await end('desc')
    return first && last && { first: first.seq, last: last.seq }
  }

  private async pairs(chain: string, seqs: number[]): Promise<AuditPair[]> {
    if (seqs.length === 0) return []
    const inChain = this.db.selectFrom('audit').where('chain', '=', chain)
    const asked = await inChain.select(LINE).where('seq', 'in', seqs).execute()
    const answers = await inChain
      .select([...LINE, 'asked'])
      .where('asked', 'in', seqs)
      .execute()
    const bySeq = new Map(asked.map((line) => [line.seq, line]))
    const byAsked = new Map(answers.map(({ asked, ...line }) => [asked, line]))
    return seqs.map((seq) => ({ asked: bySeq.get(seq)!, answered: byAsked.get(seq) }))
  }
}

const headOf = (tx: Transaction<Tables>, chain: string) =>
  tx
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .where('chain', '=', chain)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()

function nextRow(before: { seq: number; hash: string } | undefined, draft: AuditDraft): AuditTable {
  const { chain, at, record } = draft
  const seq = (before?.seq ?? 0) + 1
  const entry = entryText({ chain, seq, at }, record)
  const own = { chain, seq, at, entry, hash: linkHash(sha256, before?.hash ?? GENESIS, entry) }
  return record.kind === 'asked'
    ? {
        ...own,
        asked: null,
        user_id: record.user.id,
        user_name: record.user.name,
        operation: record.operation,
      }
    : { ...own, asked: record.asked, user_id: null, user_name: null, operation: null }
}

/** What an answer names as made is found at the request, too. */
async function addTargets(
  tx: Transaction<Tables>,
  seq: number,
  { chain, record }: AuditDraft,
): Promise<void> {
  const isAsked = record.kind === 'asked'
  const rows = ((isAsked ? record.targets : record.made) ?? []).map((target) => ({
    chain,
    target,
    seq: isAsked ? seq : record.asked,
  }))
  if (rows.length === 0) return
  const insert = tx.insertInto('audit_targets').values(rows)
  await insert.onConflict((conflict) => conflict.doNothing()).execute()
}

/** With a target the few requests that name it are where a search begins, and give its order. */
function filtered(db: Kysely<Tables>, { chain, from, until, user, operation, target }: AuditFilter) {
  let query = db
    .selectFrom('audit')
    .$if(target !== undefined, (all) =>
      all.innerJoin('audit_targets as named', (join) =>
        join
          .on('named.chain', '=', chain)
          .on('named.target', '=', target ?? '')
          .onRef('named.seq', '=', 'audit.seq'),
      ),
    )
    .where('audit.chain', '=', chain)
    .where('asked', 'is', null)
  if (from !== undefined) query = query.where('at', '>=', from)
  if (until !== undefined) query = query.where('at', '<', until)
  if (user !== undefined)
    query = query.where((eb) => eb.or([eb('user_id', '=', user), eb('user_name', '=', user)]))
  return operation === undefined ? query : query.where('operation', '=', operation)
}
