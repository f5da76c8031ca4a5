/** Update a batch: what is given replaces the batch's own, then its members follow; those that cannot are told. */
import type { BatchResult, UpdateBatchTask } from '@vigia/contract'
import { type Batch, type JobSummary, NameTaken } from '@vigia/core'
import { actOnJobs, membersOf } from './act-on-batch.js'
import type { BatchDeps } from './batch-deps.js'
import { regionsOf, toSources, type WantedSource, type WantedSources } from './batch-input.js'
import { addMembers } from './batch-members.js'
import { batchNameTaken, overtaken } from './batch-refusals.js'
import { releaseFor } from './batch-release.js'
import { BatchTally, nameOfJob } from './batch-tally.js'
import { checkCommon } from './common-parameters.js'
import { findAlgorithm } from './find-algorithm.js'
import { findBatch } from './find-batch.js'
import { inTurns } from './in-turns.js'
import type { Caller } from './job-deps.js'
import { toOutput } from './job-output.js'
import { refuseUnavailable } from './job-spec.js'
import { requireModels } from './require-models.js'
import { orderGiven, scheduleOf } from './update-job.js'
import { MemberUpdate } from './update-member.js'

/**
 * Members that the body does not have keep their values. With `batch_input` the jobs of sources that it does not name are
 * deleted, and sources without a job get one.
 * @throws ApiError naming the field, VIAS.00010012 when the batch is changed or deleted at the same moment; nothing is
 * changed then
 */
export async function updateBatch(
  deps: BatchDeps,
  caller: Caller,
  id: string,
  body: UpdateBatchTask,
): Promise<BatchResult> {
  const before = await findBatch(deps, caller, id)
  if (!(await deps.batches.isAt(id, before.generation))) throw overtaken()
  const tally = new BatchTally()
  const { batch, input } = await changed(deps, caller, before, body, tally)
  await store(deps, batch)

  const now = { ...batch, generation: batch.generation + 1 }
  const { kept, absent, missing } = await membersBy(deps, id, input)
  for await (const jobs of turnsOf(deps, now, absent, tally))
    await actOnJobs(deps, caller, jobs, 'delete', tally)
  const update = new MemberUpdate(deps, before, now, body, await releaseFor(deps, now))
  for await (const jobs of turnsOf(deps, now, kept, tally)) await update.apply(jobs, tally)
  await addMembers(deps, caller, now, missing, tally, body.is_saved_as_template)
  deps.wake()
  return tally.result(id)
}

async function changed(
  deps: BatchDeps,
  caller: Caller,
  before: Batch,
  body: UpdateBatchTask,
  tally: BatchTally,
): Promise<{ batch: Batch; input: WantedSources | undefined }> {
  refuseUnavailable(body)
  const common = (body.config ?? body.service_config)?.common
  if (common) {
    const release = await releaseFor(deps, before)
    checkCommon(release, common)
    await requireModels(deps, release, common, 'update')
  }
  const output = body.output && (await toOutput(deps, before, body.output, before.spec.output))
  const schedule = scheduleOf(before, body)
  const input =
    body.batch_input &&
    (await toSources(deps, caller, findAlgorithm(deps, before.serviceName), body.batch_input, tally))
  const batch: Batch = {
    ...before,
    name: body.name ?? before.name,
    description: body.description ?? before.description,
    schedule,
    orderId: await orderGiven(deps, before, body),
    priority: body.priority ?? before.priority,
    groupIds: input?.groupIds ?? before.groupIds,
    spec: {
      output: output ?? before.spec.output,
      common: common ?? before.spec.common,
      regions: input ? regionsOf(input.sources) : before.spec.regions,
    },
  }
  return { batch, input }
}

async function store(deps: BatchDeps, batch: Batch): Promise<void> {
  try {
    if (await deps.batches.replace(batch)) return
  } catch (error) {
    throw error instanceof NameTaken ? batchNameTaken(batch.name) : error
  }
  throw overtaken()
}

/** What `batch_input` makes of the members; without it all are kept. A source that it names in vain keeps its job as it is. */
async function membersBy(
  deps: BatchDeps,
  id: string,
  input: WantedSources | undefined,
): Promise<{ kept: JobSummary[]; absent: JobSummary[]; missing: WantedSource[] }> {
  const members = (await membersOf(deps, id)).filter(({ state }) => state !== 'DELETING')
  if (!input) return { kept: members, absent: [], missing: [] }
  const wanted = new Set(input.sources.map(({ source }) => source.id))
  const have = new Set(members.map(({ sourceId }) => sourceId))
  return {
    kept: members.filter(({ sourceId = '' }) => wanted.has(sourceId)),
    absent: members.filter(({ sourceId = '' }) => !wanted.has(sourceId) && !input.refused.has(sourceId)),
    missing: input.sources.filter(({ source }) => !have.has(source.id)),
  }
}

/** Jobs that are still this update's to change: one that overtakes it has the last word. */
async function* turnsOf(
  { batches }: BatchDeps,
  { id, generation }: Batch,
  jobs: JobSummary[],
  tally: BatchTally,
): AsyncGenerator<JobSummary[]> {
  for await (const turn of inTurns(jobs)) {
    if (await batches.isAt(id, generation)) yield turn
    else for (const job of turn) tally.fail(nameOfJob(job), overtaken())
  }
}
