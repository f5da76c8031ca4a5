/** Inserts members of a batch as far as it is possible, in the transaction of the caller. */
import type { Job, MemberOutcome } from '@vigia/core'
import type { Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { insertJobs } from './job-insert.js'
import type { Tables } from './schema.js'

/** @param jobs of one project, each with a registered source; what becomes of each is told in their order */
export async function insertMembers(
  tx: Transaction<Tables>,
  batchId: string,
  jobs: Job[],
  most: number,
  secrets: SecretBox,
): Promise<MemberOutcome[]> {
  const outcomes = new Map<Job, MemberOutcome>()
  const [there, members] = [await sourcesThere(tx, jobs), await sourcesOf(tx, batchId, jobs)]
  for (const job of jobs) {
    const sourceId = job.sourceId ?? ''
    if (!there.has(sourceId)) outcomes.set(job, 'source gone')
    else if (members.has(sourceId)) outcomes.set(job, 'member already')
    members.add(sourceId)
  }
  let waiting = jobs.filter((job) => !outcomes.has(job))
  for (let room = most - (await countOf(tx, jobs)); room > 0 && waiting.length > 0; ) {
    const tried = waiting.slice(0, room)
    const inserted = await insertJobs(tx, tried, secrets, 'leave out')
    for (const job of tried) outcomes.set(job, inserted.has(job.id) ? 'stored' : 'name taken')
    waiting = waiting.slice(tried.length)
    room -= inserted.size
  }
  return jobs.map((job) => outcomes.get(job) ?? 'too many jobs')
}

const idsOf = (jobs: Job[]): string[] => jobs.flatMap(({ sourceId }) => sourceId ?? [])

async function sourcesThere(tx: Transaction<Tables>, jobs: Job[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('video_sources')
    .select('id')
    .where('id', 'in', idsOf(jobs))
    .where('project_id', 'in', [...new Set(jobs.map(({ projectId }) => projectId))])
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Those that have a member already; one that is being deleted no longer counts. */
async function sourcesOf(tx: Transaction<Tables>, batchId: string, jobs: Job[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('jobs')
    .select(['source_id', 'batch_id'])
    .where('source_id', 'in', idsOf(jobs))
    .where('state', '!=', 'DELETING')
    .execute()
  return new Set(rows.flatMap((row) => (row.batch_id === batchId ? (row.source_id ?? []) : [])))
}

async function countOf(tx: Transaction<Tables>, jobs: Job[]): Promise<number> {
  const { total } = await tx
    .selectFrom('jobs')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('project_id', '=', jobs[0]?.projectId ?? '')
    .executeTakeFirstOrThrow()
  return Number(total)
}
