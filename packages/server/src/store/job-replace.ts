/** Replaces what its user gave for a job, guarded by the state and generation that it was read with. */
import type { Replacement } from '@vigia/core'
import type { Transaction } from 'kysely'
import type { SecretBox } from '../security/index.js'
import { checkAlongside, saveTemplates } from './job-alongside.js'
import { toRow } from './job-rows.js'
import type { Tables } from './schema.js'

/**
 * @returns false when a guard does not hold; nothing was written then
 * @throws SourcesChanged, before anything was written
 */
export async function replaceIn(
  tx: Transaction<Tables>,
  { job, expectState, plan, alongside = {} }: Replacement,
  secrets: SecretBox,
): Promise<boolean> {
  await checkAlongside(tx, [job], alongside)
  const row = toRow(job, secrets)
  const done = await tx
    .updateTable('jobs')
    .set((eb) => ({
      name: row.name,
      description: row.description,
      schedule: row.schedule,
      source_name: row.source_name,
      source_id: row.source_id,
      order_id: row.order_id,
      priority: row.priority,
      template_id: row.template_id,
      spec: row.spec,
      camera_id: row.camera_id,
      generation: eb('generation', '+', 1),
      ...(plan ? { desired: plan.desired, next_at: plan.nextAt ?? null } : {}),
    }))
    .where('id', '=', job.id)
    .where('state', '=', expectState)
    .where('generation', '=', job.generation)
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) return false
  const { templateId } = (await saveTemplates(tx, alongside.templates ?? []))(job)
  if (templateId !== job.templateId)
    await tx.updateTable('jobs').set({ template_id: templateId }).where('id', '=', job.id).execute()
  return true
}

export async function isNameTaken(tx: Transaction<Tables>, { job }: Replacement): Promise<boolean> {
  const other = await tx
    .selectFrom('jobs')
    .select('id')
    .where('project_id', '=', job.projectId)
    .where('name', '=', job.name)
    .where('id', '<>', job.id)
    .executeTakeFirst()
  return other !== undefined
}
