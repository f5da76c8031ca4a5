/** Looks at registered sources in SQL. A look is owned by its ticket; nobody needs to give one back. */
import type { ClaimedLook, JobState, LookResult, LookStore, VideoSource } from '@vigia/core'
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { inTransaction } from './errors.js'
import type { Tables } from './schema.js'
import { fromFindings, toFindings, toSource } from './video-rows.js'

/** In these a job has the source open, or is about to. */
const READING: readonly JobState[] = ['STARTING', 'RUNNING', 'ABNORMAL', 'STOPPING']
/** Sources that jobs read are passed over this many at a time. */
const PASSED_OVER = 500

export class SqlLookStore implements LookStore {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly secrets: SecretBox,
  ) {}

  async claimLooks(now: number, limit: number, leaseMs: number, readMs: number): Promise<ClaimedLook[]> {
    if (limit <= 0) return []
    const due = this.db.selectFrom('source_looks').where('due_at', '<=', now)
    // Asked every second: nothing is due nearly always, and a transaction would wait for others.
    if (!(await due.select('source_id').limit(1).executeTakeFirst())) return []
    return inTransaction(this.db, async (tx) => {
      await passOverRead(tx, now, now + readMs)
      const rows = await tx
        .selectFrom('source_looks')
        .innerJoin('video_sources', 'video_sources.id', 'source_looks.source_id')
        .selectAll('video_sources')
        .select(['ticket', 'memory', 'found', 'failures'])
        .where('due_at', '<=', now)
        .where((eb) => eb.not(isRead(eb)))
        .orderBy('due_at')
        .orderBy('source_id')
        .limit(limit)
        .execute()
      for (const { id, ticket } of rows)
        await tx
          .updateTable('source_looks')
          .set({ due_at: now + leaseMs, ticket: ticket + 1 })
          .where('source_id', '=', id)
          .execute()
      return rows.map((row) => ({
        source: toSource(row, this.secrets),
        ticket: row.ticket + 1,
        memory: row.memory ?? undefined,
        found: toFindings(row.found),
        failures: row.failures,
      }))
    })
  }

  async finishLook({ source, ticket }: ClaimedLook, result: LookResult): Promise<boolean> {
    const { status, reason, failures, dueAt, seen } = result
    return inTransaction(this.db, async (tx) => {
      const done = await tx
        .updateTable('source_looks')
        .set({
          due_at: dueAt,
          failures,
          ...(seen
            ? {
                found: fromFindings(seen.found),
                memory: seen.memory ?? null,
                picture: seen.jpeg,
                picture_at: seen.at,
              }
            : {}),
        })
        .where('source_id', '=', source.id)
        .where('ticket', '=', ticket)
        .where((eb) => eb.not(isRead(eb)))
        .executeTakeFirst()
      if (done.numUpdatedRows !== 1n) return false
      await tx
        .updateTable('video_sources')
        .set({
          status,
          status_reason: reason,
          ...(seen
            ? {
                quality: fromFindings(seen.quality),
                frame_width: seen.frame.width,
                frame_height: seen.frame.height,
              }
            : {}),
        })
        .where('id', '=', source.id)
        .execute()
      return true
    })
  }

  async sourcePicture(sourceId: string): Promise<{ jpeg: Uint8Array; at: number } | undefined> {
    const row = await this.db
      .selectFrom('source_looks')
      .select(['picture', 'picture_at'])
      .where('source_id', '=', sourceId)
      .executeTakeFirst()
    return row?.picture && row.picture_at !== null ? { jpeg: row.picture, at: row.picture_at } : undefined
  }

  async countAllSources(): Promise<number> {
    const { total } = await this.db
      .selectFrom('source_looks')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    return Number(total)
  }
}

const isRead = (eb: ExpressionBuilder<Tables, 'source_looks'>) =>
  eb.exists(
    eb
      .selectFrom('jobs')
      .select('jobs.id')
      .whereRef('jobs.source_id', '=', 'source_looks.source_id')
      .where('jobs.state', 'in', READING),
  )

/** Otherwise they would be met again with every claim. */
async function passOverRead(tx: Transaction<Tables>, now: number, until: number): Promise<void> {
  await tx
    .updateTable('source_looks')
    .set({ due_at: until })
    .where('source_id', 'in', (eb) =>
      eb
        .selectFrom('source_looks')
        .select('source_id')
        .where('due_at', '<=', now)
        .where((due) => isRead(due))
        .orderBy('due_at')
        .limit(PASSED_OVER),
    )
    .execute()
}

/** A new source is due at once. */
export async function beginLooks(tx: Transaction<Tables>, source: VideoSource): Promise<void> {
  await tx
    .insertInto('source_looks')
    .values({ source_id: source.id, due_at: source.createdAt, ticket: 0, failures: 0, found: '' })
    .execute()
}

/** What was seen of the old address tells nothing of the new one; a look that is under way is refused. */
export async function beginLooksAnew(tx: Transaction<Tables>, sourceId: string, at: number): Promise<void> {
  await tx
    .updateTable('source_looks')
    .set((eb) => ({
      due_at: at,
      ticket: eb('ticket', '+', 1),
      failures: 0,
      found: '',
      memory: null,
      picture: null,
      picture_at: null,
    }))
    .where('source_id', '=', sourceId)
    .execute()
}

/** The job that read it has let go of it. */
export async function lookSoon(tx: Transaction<Tables>, jobId: string, at: number): Promise<void> {
  await tx
    .updateTable('source_looks')
    .set({ due_at: at })
    .where('source_id', 'in', (eb) =>
      eb.selectFrom('jobs').select('source_id').where('jobs.id', '=', jobId).$castTo<{ source_id: string }>(),
    )
    .execute()
}
