/**
 * Services that a project has jobs of count as deployed with the release of their first job. Jobs of older releases of
 * Vigia have no such row, nor have those of a process that died right after it stored them.
 */
import { type Deployment, firstUse } from '@vigia/core'
import type { Kysely } from 'kysely'
import type { Tables } from './schema.js'

export async function deployUsed(
  db: Kysely<Tables>,
  putFirst: (deployment: Deployment) => Promise<boolean>,
): Promise<void> {
  const firsts = await db
    .selectFrom('jobs')
    .leftJoin('deployments', (join) =>
      join
        .onRef('deployments.project_id', '=', 'jobs.project_id')
        .onRef('deployments.service_name', '=', 'jobs.service_name'),
    )
    .where('deployments.project_id', 'is', null)
    .groupBy(['jobs.project_id', 'jobs.service_name'])
    .select((eb) => eb.fn.min('number').as('number'))
    .execute()
  for (const { number } of firsts) {
    const job = await db
      .selectFrom('jobs')
      .select(['project_id', 'service_name', 'service_version', 'created_at'])
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    await putFirst(firstUse(job.project_id, job.service_name, job.service_version, job.created_at))
  }
}
