/** Jobs as rows and back; the spec is sealed on its way in. */
import { type Job, type JobSpec, type JobSummary, PRIORITIES } from '@vigia/core'
import type { SecretBox } from '../security/index.js'
import { cameraIdOf } from './camera-ids.js'
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
    schedule: job.schedule ? JSON.stringify(job.schedule) : null,
    next_at: job.nextAt ?? null,
    source_name: job.sourceName,
    batch_id: job.batchId ?? null,
    source_id: job.sourceId ?? null,
    order_id: job.orderId ?? null,
    template_id: job.templateId ?? null,
    priority: PRIORITIES.indexOf(job.priority),
    camera_id: cameraIdOf(job.spec.input),
    spec: secrets.seal(JSON.stringify(job.spec)),
  }
}

/** Columns of a summary: all but the sealed spec and what only the store needs. */
export const SUMMARY = [
  'id',
  'project_id',
  'name',
  'description',
  'creator',
  'service_name',
  'service_version',
  'desired',
  'state',
  'status',
  'error_code',
  'error_message',
  'generation',
  'created_at',
  'updated_at',
  'schedule',
  'next_at',
  'source_name',
  'batch_id',
  'source_id',
  'order_id',
  'template_id',
  'priority',
] as const satisfies (keyof JobTable)[]

export function toSummary(row: Pick<JobTable, (typeof SUMMARY)[number]>): JobSummary {
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
    schedule: row.schedule === null ? undefined : (JSON.parse(row.schedule) as Job['schedule']),
    nextAt: row.next_at ?? undefined,
    sourceName: row.source_name ?? '',
    batchId: row.batch_id ?? undefined,
    sourceId: row.source_id ?? undefined,
    orderId: row.order_id ?? undefined,
    templateId: row.template_id ?? undefined,
    priority: PRIORITIES[row.priority] ?? 'normal',
  }
}

export function toJob(row: JobTable, secrets: SecretBox): Job {
  return { ...toSummary(row), spec: openSpec(row.spec, secrets) }
}

export const openSpec = (sealed: string, secrets: SecretBox): JobSpec =>
  JSON.parse(secrets.open(sealed)) as JobSpec
