/** Batches as rows and back; what members are made from is sealed. */
import { type Batch, type BatchSpec, PRIORITIES } from '@vigia/core'
import type { SecretBox } from '../security/index.js'
import type { BatchTable } from './schema.js'

type Given = Omit<BatchTable, 'wanted' | 'next_number'>

export function toBatchRow(batch: Batch, secrets: SecretBox): Given {
  return {
    id: batch.id,
    project_id: batch.projectId,
    name: batch.name,
    description: batch.description ?? null,
    creator: batch.creator,
    service_name: batch.serviceName,
    service_version: batch.serviceVersion,
    schedule: batch.schedule ? JSON.stringify(batch.schedule) : null,
    order_id: batch.orderId ?? null,
    priority: PRIORITIES.indexOf(batch.priority),
    generation: batch.generation,
    created_at: batch.createdAt,
    spec: secrets.seal(JSON.stringify(batch.spec)),
  }
}

export function toBatch(row: Given, groupIds: string[], secrets: SecretBox): Batch {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    description: row.description ?? undefined,
    creator: row.creator,
    serviceName: row.service_name,
    serviceVersion: row.service_version,
    schedule: row.schedule === null ? undefined : (JSON.parse(row.schedule) as Batch['schedule']),
    orderId: row.order_id ?? undefined,
    priority: PRIORITIES[row.priority] ?? 'normal',
    groupIds,
    createdAt: row.created_at,
    generation: row.generation,
    spec: JSON.parse(secrets.open(row.spec)) as BatchSpec,
  }
}
