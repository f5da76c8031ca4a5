/** Jobs as rows and back; the spec is sealed on its way in. */
import type { Job, JobSpec } from '@vigia/core'
import type { SecretBox } from '../security/index.js'
import type { JobTable } from './schema.js'

export function toRow(job: Job, secrets: SecretBox): Omit<JobTable, 'number'> {
  return {
    id: job.id,
    project_id: job.projectId,
    name: job.name,
    description: job.description ?? null,
    creator: job.creator,
    service_name: job.serviceName,
    service_version: job.serviceVersion,
    desired: job.desired,
    state: job.state,
    state_since: job.updatedAt,
    status: job.status ?? null,
    error_code: job.error?.code ?? null,
    error_message: job.error?.message ?? null,
    generation: job.generation,
    created_at: job.createdAt,
    updated_at: job.updatedAt,
    spec: secrets.seal(JSON.stringify(job.spec)),
  }
}

export function toJob(row: JobTable, secrets: SecretBox): Job {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    description: row.description ?? undefined,
    creator: row.creator,
    serviceName: row.service_name,
    serviceVersion: row.service_version,
    desired: row.desired as Job['desired'],
    state: row.state,
    status: row.status ?? undefined,
    error: row.error_code === null ? undefined : { code: row.error_code, message: row.error_message ?? '' },
    generation: row.generation,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    spec: JSON.parse(secrets.open(row.spec)) as JobSpec,
  }
}
