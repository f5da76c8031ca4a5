/** Start, stop and delete all members of a batch. */
import { setImmediate } from 'node:timers/promises'
import { ApiError, type BatchResult } from '@vigia/contract'
import type { JobChange, JobSummary } from '@vigia/core'
import { type Action, actOnJob, changeBy } from './act-on-job.js'
import type { BatchDeps } from './batch-deps.js'
import { noBatch } from './batch-refusals.js'
import { BatchTally, nameOfJob } from './batch-tally.js'
import { findBatch } from './find-batch.js'
import { inTurns } from './in-turns.js'
import type { Caller } from './job-deps.js'
import { requireModelsOf } from './require-models.js'
import { requireOrder } from './require-order.js'
import { requireService } from './require-service.js'

/** @throws ApiError VIAS.00010008; VIAS.00010012 when its service or its order allows no start */
export async function startOrStopBatch(
  deps: BatchDeps,
  caller: Caller,
  id: string,
  action: 'start' | 'stop',
): Promise<BatchResult> {
  const batch = await findBatch(deps, caller, id)
  if (action === 'start') {
    await requireService(deps, batch.projectId, batch.serviceName, action)
    await requireOrder(deps, batch)
    await requireModelsOf(deps, batch)
  }
  return actOnMembers(deps, caller, id, action)
}

/**
 * The batch goes with its last member. It is marked before: whoever finds the mark goes on after a crash.
 * @throws ApiError VIAS.00010008
 */
export async function deleteBatch(deps: BatchDeps, caller: Caller, id: string): Promise<BatchResult> {
  if (!(await deps.batches.markForDeletion(caller.projectId, id))) throw noBatch(id)
  const result = await actOnMembers(deps, caller, id, 'delete')
  await deps.batches.removeEmpty(id)
  return result
}

async function actOnMembers(
  deps: BatchDeps,
  caller: Caller,
  batchId: string,
  action: Action,
): Promise<BatchResult> {
  const tally = new BatchTally()
  await actOnJobs(deps, caller, await membersOf(deps, batchId), action, tally)
  return tally.result(batchId)
}

/** Members read at once, some 15 ms. */
const PAGE = 500

/** In the order of their creation; others get their turn while many are read. */
export async function membersOf({ batches }: Pick<BatchDeps, 'batches'>, id: string): Promise<JobSummary[]> {
  const members: JobSummary[] = []
  for (let after: number | undefined = 0; after !== undefined; await setImmediate()) {
    const page = await batches.members(id, after, PAGE)
    members.push(...page.map(({ job }) => job))
    after = page.at(-1)?.position
  }
  return members
}

/** @param tally is told of each job what became of it */
export async function actOnJobs(
  deps: BatchDeps,
  caller: Caller,
  jobs: JobSummary[],
  action: Action,
  tally: BatchTally,
): Promise<void> {
  const mayRun = orderCheck(deps)
  for await (const chunk of inTurns(jobs)) {
    const wanted: { job: JobSummary; change: JobChange }[] = []
    for (const job of chunk) {
      const change = await tally.attempt(nameOfJob(job), async () => {
        if (action === 'start') await mayRun(job)
        return changeBy(deps, job, action, caller.userName)
      })
      if (change) wanted.push({ job, change })
    }
    const all = wanted.map(({ job }) => nameOfJob(job))
    const done = await tally.together(all, () => deps.jobs.changeAll(wanted.map(({ change }) => change)))
    if (!done) continue
    for (const [i, { job, change }] of wanted.entries()) {
      if (done[i]) deps.log.info({ job: job.id, from: job.state, to: change.state, cause: action }, 'state')
      if (done[i] || (await tally.attempt(nameOfJob(job), () => actAlone(deps, caller, job, action))))
        tally.succeed()
    }
    deps.wake()
  }
}

/** Members may have another order than their batch, or none. Each is looked at once, however many jobs name it. */
function orderCheck(deps: BatchDeps): (job: JobSummary) => Promise<void> {
  const known = new Map<string | undefined, Promise<void>>()
  return ({ orderId, projectId, serviceName }) => {
    const found = known.get(orderId) ?? requireOrder(deps, { orderId, projectId, serviceName })
    known.set(orderId, found)
    return found
  }
}

/** On a job that has changed since it was read. */
async function actAlone(deps: BatchDeps, caller: Caller, { id }: JobSummary, action: Action): Promise<true> {
  try {
    await actOnJob(deps, caller, id, action)
  } catch (error) {
    const isGone = error instanceof ApiError && error.code === 'VIAS.00010007'
    if (!isGone || action !== 'delete') throw error
  }
  return true
}
