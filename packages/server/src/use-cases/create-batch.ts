/** Create a batch: the request is checked as a whole, then its jobs are made; those that cannot be are told. */
import type { BatchResult, CreateBatchTask } from '@vigia/contract'
import { type Batch, firstUse, NameTaken } from '@vigia/core'
import type { BatchDeps } from './batch-deps.js'
import { regionsOf, toSources } from './batch-input.js'
import { addMembers } from './batch-members.js'
import { batchNameTaken, overtaken } from './batch-refusals.js'
import { BatchTally } from './batch-tally.js'
import { findAlgorithm, findRelease } from './find-algorithm.js'
import type { Caller } from './job-deps.js'
import { toSchedule } from './job-schedule.js'
import { toSharedSpec } from './job-spec.js'
import { orderFor } from './require-order.js'
import { requireService } from './require-service.js'

/** @throws ApiError naming the field, also when no job can be made at all; nothing is stored then */
export async function createBatch(
  deps: BatchDeps,
  caller: Caller,
  body: CreateBatchTask,
): Promise<BatchResult> {
  const algorithm = findAlgorithm(deps, body.service_name)
  const { projectId } = caller
  const { serviceName } = algorithm
  const deployment = await requireService(deps, projectId, serviceName, 'create')
  const release = findRelease(algorithm, body.service_version)
  const orderId = await orderFor(deps, projectId, serviceName, body.resource_order_id)
  const schedule = body.schedule && toSchedule(body.schedule)
  const spec = await toSharedSpec(deps, { projectId, serviceName }, release, body)
  const tally = new BatchTally()
  const { groupIds, sources } = await toSources(deps, caller, algorithm, body.batch_input, tally)
  const batch: Batch = {
    id: deps.ids.hex32(),
    projectId,
    name: body.name,
    description: body.description,
    creator: caller.userName,
    serviceName,
    serviceVersion: release.version,
    schedule,
    orderId,
    priority: body.priority ?? 'normal',
    groupIds,
    createdAt: deps.clock.now(),
    generation: 1,
    spec: { ...spec, regions: regionsOf(sources) },
  }
  await store(deps, batch)
  if (!deployment)
    await deps.deployments.putFirst(firstUse(projectId, serviceName, release.version, batch.createdAt))
  // The batch first: whatever a crash leaves of its jobs can be listed, started and deleted as one.
  await addMembers(deps, caller, batch, sources, tally, body.is_saved_as_template)
  deps.wake()
  if (!tally.hasSuccess) {
    await deps.batches.removeEmpty(batch.id)
    throw tally.refusal()
  }
  return tally.result(batch.id)
}

async function store(deps: BatchDeps, batch: Batch): Promise<void> {
  try {
    if (await deps.batches.add(batch)) return
  } catch (error) {
    throw error instanceof NameTaken ? batchNameTaken(batch.name) : error
  }
  throw overtaken()
}
