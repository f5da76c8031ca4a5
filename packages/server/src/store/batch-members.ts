/** Inserts members of a batch as far as it is possible, in the transaction of the caller. */
import type { Batch, MemberOutcome, NewMember } from '@vigia/core'
import type { Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { saveTemplates, sourcesUpdatedAt } from './job-alongside.js'
import { insertJobs } from './job-insert.js'
import { countOfProject } from './job-list.js'
import type { Tables } from './schema.js'

/** What becomes of each is told in their order. */
export async function insertMembers(
  tx: Transaction<Tables>,
  batch: Batch,
  members: NewMember[],
  most: number,
  secrets: SecretBox,
): Promise<MemberOutcome[]> {
  const outcomes = new Map<NewMember, MemberOutcome>()
  const ids = members.map(({ source }) => source.id)
  const [updatedAt, withMember] = [await sourcesUpdatedAt(tx, ids), await sourcesOf(tx, batch.id, ids)]
  for (const member of members) {
    const { id } = member.source
    if (updatedAt.get(id) !== member.source.updatedAt) outcomes.set(member, 'source changed')
    else if (withMember.has(id)) outcomes.set(member, 'member already')
    withMember.add(id)
  }
  let waiting = members.filter((member) => !outcomes.has(member))
  for (let room = most - (await countOfProject(tx, batch.projectId)); room > 0 && waiting.length > 0; ) {
    const tried = waiting.slice(0, room)
    const jobs = tried.map(({ job }) => job)
    const inserted = await insertJobs(tx, jobs, secrets, 'leave out')
    for (const member of tried) outcomes.set(member, inserted.has(member.job.id) ? 'stored' : 'name taken')
    waiting = waiting.slice(tried.length)
    room -= inserted.size
  }
  await linkTemplates(
    tx,
    members.filter((member) => outcomes.get(member) === 'stored'),
  )
  return members.map((member) => outcomes.get(member) ?? 'too many jobs')
}

/** Those of the sources that have a member already; one that is being deleted no longer counts. */
async function sourcesOf(tx: Transaction<Tables>, batchId: string, ids: string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('jobs')
    .select(['source_id', 'batch_id'])
    .where('source_id', 'in', ids)
    .where('state', '!=', 'DELETING')
    .execute()
  return new Set(rows.flatMap((row) => (row.batch_id === batchId ? (row.source_id ?? []) : [])))
}

/** Only of what was stored, so that no template is left without its job. */
async function linkTemplates(tx: Transaction<Tables>, stored: NewMember[]): Promise<void> {
  const templateOf = await saveTemplates(
    tx,
    stored.flatMap(({ template }) => template ?? []),
  )
  for (const { job } of stored) {
    const { templateId } = templateOf(job)
    if (templateId !== undefined)
      await tx.updateTable('jobs').set({ template_id: templateId }).where('id', '=', job.id).execute()
  }
}
