/** Ownership of runs in SQL: one row per job, an epoch that only grows, times by the store's clock. */
import {
  type Clock,
  type JobState,
  type Lease,
  nextState,
  type RunProgress,
  type StreamLimit,
  type Transition,
} from '@vigia/core'
import type { Kysely, Selectable, Transaction } from 'kysely'
import { inTransaction } from './errors.js'
import { hasRoom } from './job-scope.js'
import { KnownJobs } from './known-jobs.js'
import type { LeaseTable, Tables } from './schema.js'

export class SqlLeases {
  protected readonly known = new KnownJobs()

  constructor(
    protected readonly db: Kysely<Tables>,
    protected readonly clock: Clock,
  ) {}

  async claim(
    jobId: string,
    expectState: JobState,
    owner: string,
    ttlMs: number,
    limits: readonly StreamLimit[] = [],
    generation?: number,
  ): Promise<Lease | undefined> {
    const state = nextState(expectState, 'claimed')
    if (!state) return undefined
    return inTransaction(this.db, async (tx) => {
      this.known.forget(jobId)
      const now = this.clock.now()
      const before = await tx.selectFrom('leases').selectAll().where('job_id', '=', jobId).executeTakeFirst()
      if (before?.owner && before.until > now) return undefined
      for (const limit of limits) if (!(await hasRoom(tx, limit))) return undefined
      const moved = state === expectState ? {} : { state, state_since: now, status: null }
      const done = await tx
        .updateTable('jobs')
        .set({ updated_at: now, ...moved })
        .where('id', '=', jobId)
        .where('state', '=', expectState)
        .where('desired', '=', 'run')
        .$if(generation !== undefined, (claimed) => claimed.where('generation', '=', generation!))
        .executeTakeFirst()
      if (done.numUpdatedRows !== 1n) return undefined
      const values = { owner, epoch: (before?.epoch ?? 0) + 1, until: now + ttlMs }
      await tx
        .insertInto('leases')
        .values({ job_id: jobId, ...values })
        .onConflict((c) => c.column('job_id').doUpdateSet(values))
        .execute()
      if (state !== expectState) {
        await remember(tx, jobId, {
          at: now,
          from: expectState,
          to: state,
          cause: `placed on ${owner}`,
          actor: 'engine',
        })
      }
      return { jobId, ...values, ...progressOf(before) }
    })
  }

  async renew(owner: string, held: { jobId: string; epoch: number }[], ttlMs: number): Promise<string[]> {
    return inTransaction(this.db, async (tx) => {
      const until = this.clock.now() + ttlMs
      const kept: string[] = []
      for (const { jobId, epoch } of held) {
        const done = await tx
          .updateTable('leases')
          .set({ until })
          .where('job_id', '=', jobId)
          .where('owner', '=', owner)
          .where('epoch', '=', epoch)
          .executeTakeFirst()
        if (done.numUpdatedRows === 1n) kept.push(jobId)
      }
      return kept
    })
  }

  async noteProgress(jobId: string, epoch: number, progress: RunProgress): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const done = await tx
        .updateTable('leases')
        .set({ progress: JSON.stringify(progress) })
        .where('job_id', '=', jobId)
        .where('owner', 'is not', null)
        .where('epoch', '=', epoch)
        .executeTakeFirst()
      return done.numUpdatedRows === 1n
    })
  }

  async expiredLeases(limit: number): Promise<Lease[]> {
    const rows = await this.db
      .selectFrom('leases')
      .selectAll()
      .where('owner', 'is not', null)
      .where('until', '<=', this.clock.now())
      .orderBy('until')
      .limit(limit)
      .execute()
    return rows.flatMap((row) => toLease(row) ?? [])
  }

  async leasesBeyond(ttlMs: number, limit: number): Promise<Lease[]> {
    const rows = await this.db
      .selectFrom('leases')
      .selectAll()
      .where('owner', 'is not', null)
      .where('until', '>', this.clock.now() + ttlMs)
      .orderBy('until')
      .limit(limit)
      .execute()
    return rows.flatMap((row) => toLease(row) ?? [])
  }

  async lease(jobId: string): Promise<Lease | undefined> {
    return toLease(
      await this.db.selectFrom('leases').selectAll().where('job_id', '=', jobId).executeTakeFirst(),
    )
  }
}

/** The fence: true while somebody owns the job's run and that run has this epoch; for null, while nobody does. */
export async function ownsEpoch(
  tx: Transaction<Tables>,
  jobId: string,
  epoch: number | null,
): Promise<boolean> {
  const lease = await tx
    .selectFrom('leases')
    .select('epoch')
    .where('job_id', '=', jobId)
    .where('owner', 'is not', null)
    .executeTakeFirst()
  return (lease?.epoch ?? null) === epoch
}

/** Adds a line to a job's history. */
export async function remember(tx: Transaction<Tables>, jobId: string, line: Transition): Promise<void> {
  const { last } = await tx
    .selectFrom('transitions')
    .select((eb) => eb.fn.max('seq').as('last'))
    .where('job_id', '=', jobId)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('transitions')
    .values({
      job_id: jobId,
      seq: Number(last ?? 0) + 1,
      at: line.at,
      from_state: line.from,
      to_state: line.to,
      cause: line.cause,
      actor: line.actor,
    })
    .execute()
}

function toLease(row: Selectable<LeaseTable> | undefined): Lease | undefined {
  if (!row?.owner) return undefined
  return { jobId: row.job_id, owner: row.owner, epoch: row.epoch, until: row.until, ...progressOf(row) }
}

const progressOf = (row: Selectable<LeaseTable> | undefined): Pick<Lease, 'progress'> =>
  row?.progress ? { progress: JSON.parse(row.progress) as RunProgress } : {}
