/** One change of a job's row, guarded by what it was computed from, with its line of history. */
import { ENDED_STATES, type JobChange, type JobState, type SourceStatus } from '@vigia/core'
import type { Transaction } from 'kysely'
import { ownsEpoch, remember } from './leases.js'
import type { Tables } from './schema.js'
import { lookSoon } from './source-looks.js'

/** Longest status text kept, characters (the wire's limit). */
const STATUS_CHARACTERS = 4096

/** Who waits for another thing than before keeps the place in the queue. */
const WAITING: readonly JobState[] = ['PENDING', 'LACK_OF_RESOURCES']
const stillWaits = (from: JobState, to: JobState): boolean => WAITING.includes(from) && WAITING.includes(to)

/**
 * @param at integer milliseconds UTC
 * @returns false when a guard of the change does not hold; nothing was written then
 */
export async function changeIn(tx: Transaction<Tables>, change: JobChange, at: number): Promise<boolean> {
  const { jobId, expectState, state, cause, actor } = change
  if (change.expectEpoch !== undefined && !(await ownsEpoch(tx, jobId, change.expectEpoch))) return false
  let update = tx.updateTable('jobs').where('id', '=', jobId).where('state', '=', expectState)
  if (change.expectDesired) update = update.where('desired', '=', change.expectDesired)
  if (change.expectGeneration !== undefined) update = update.where('generation', '=', change.expectGeneration)
  const done = await update
    .set({
      state,
      status: change.status?.slice(0, STATUS_CHARACTERS) ?? null,
      error_code: change.error?.code ?? null,
      error_message: change.error?.message ?? null,
      updated_at: at,
      ...(state === expectState || stillWaits(expectState, state) ? {} : { state_since: at }),
      ...(change.desired ? { desired: change.desired } : {}),
      ...(change.serviceVersion ? { service_version: change.serviceVersion } : {}),
      ...(change.nextAt === undefined ? {} : { next_at: change.nextAt }),
    })
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) return false
  if (change.release)
    await tx.updateTable('leases').set({ owner: null }).where('job_id', '=', jobId).execute()
  if (state === expectState) return true
  // Whoever starts it again has it done from the first.
  if (ENDED_STATES.includes(state))
    await tx.updateTable('leases').set({ progress: null }).where('job_id', '=', jobId).execute()
  await remember(tx, jobId, { at, from: expectState, to: state, cause, actor })
  await noteSource(tx, change, at)
  return true
}

/** What a job's new state tells of the registered source that it reads: 1 online, 2 offline, 9 abnormal. */
const SEEN: Partial<Record<JobState, SourceStatus>> = { RUNNING: 1, ABNORMAL: 9, START_FAILED: 2 }
/** The job has let go of its source: the next look tells how it is. */
const LET_GO: readonly JobState[] = ['STOPPED', 'FAILED', 'START_FAILED', 'SUCCEEDED']

async function noteSource(tx: Transaction<Tables>, change: JobChange, at: number): Promise<void> {
  const { jobId, state } = change
  if (LET_GO.includes(state)) await lookSoon(tx, jobId, at)
  const status = SEEN[state]
  if (status === undefined) return
  const reason = status === 1 ? '' : (change.error?.message ?? change.status ?? '')
  await tx
    .updateTable('video_sources')
    .set({ status, status_reason: reason.slice(0, STATUS_CHARACTERS) })
    .where('id', 'in', (eb) =>
      eb.selectFrom('jobs').select('source_id').where('jobs.id', '=', jobId).$castTo<{ source_id: string }>(),
    )
    .execute()
}
