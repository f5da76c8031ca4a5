/** Makes the members of a batch: one job per source, in transactions that leave room for other requests. */
import { ApiError } from '@vigia/contract'
import { type Batch, isNewer, type Job, type MemberOutcome, type NewMember, type Release } from '@vigia/core'
import type { BatchDeps } from './batch-deps.js'
import type { WantedSource } from './batch-input.js'
import { type BatchTally, nameOfSource } from './batch-tally.js'
import { checkCommon } from './common-parameters.js'
import { LONGEST_NAME, newJob } from './create-jobs.js'
import { findAlgorithm, findRelease } from './find-algorithm.js'
import { inTurns } from './in-turns.js'
import { invalid } from './invalid.js'
import type { Caller } from './job-deps.js'
import { takesSchedules } from './job-schedule.js'
import { templatesOf } from './save-template.js'

/** `config.common` of members: that of the batch, with the region of their source. Each region is checked once. */
export class MemberConfigs {
  private readonly known = new Map<string, Record<string, unknown> | ApiError>()

  constructor(
    private readonly release: Release,
    private readonly common: Record<string, unknown>,
  ) {}

  /** @throws ApiError when the algorithm does not take the region */
  of(region: string | undefined): Record<string, unknown> {
    if (region === undefined) return this.common
    const found = this.known.get(region) ?? this.check(region)
    this.known.set(region, found)
    if (found instanceof ApiError) throw found
    return found
  }

  private check(region: string): Record<string, unknown> | ApiError {
    const common = { ...this.common, target_roi: region }
    try {
      checkCommon(this.release, common)
      return common
    } catch (error) {
      if (error instanceof ApiError) return error
      throw error
    }
  }
}

/**
 * Adds a job for each of the sources to a batch that is stored already.
 * @param tally is told of each what became of it
 * @param isSavedAsTemplate whether each source keeps its job's config
 */
export async function addMembers(
  deps: BatchDeps,
  caller: Caller,
  batch: Batch,
  sources: WantedSource[],
  tally: BatchTally,
  isSavedAsTemplate = false,
): Promise<void> {
  const most = await deps.quotaOf(batch.projectId, 'jobs')
  const release = await releaseFor(deps, batch)
  const common = {
    ...newJob(deps, caller, { ...given(batch), serviceVersion: release.version }),
    batchId: batch.id,
  }
  const configs = new MemberConfigs(release, batch.spec.common)
  let number = await deps.batches.takeNumbers(batch.id, sources.length)
  for await (const chunk of inTurns(sources)) {
    const members: NewMember[] = []
    for (const { source, region } of chunk) {
      const name = memberName(batch.name, number++)
      const job = await tally.attempt(nameOfSource(source), (): Job => {
        checkName(name)
        if (batch.schedule && !takesSchedules(source.input)) throw noStream()
        const input = { type: 'video_source' as const, sourceId: source.id, index: 0 }
        const spec = { input, output: batch.spec.output, common: configs.of(region) }
        return { ...common, id: deps.ids.hex32(), name, sourceName: source.name, sourceId: source.id, spec }
      })
      if (!job) continue
      const [template] = templatesOf(deps, [job], isSavedAsTemplate)
      members.push({ job, source, ...(template ? { template } : {}) })
    }
    const outcomes = await deps.batches.addMembers(batch, members, most)
    members.forEach((member, i) => {
      tell(deps, tally, member, outcomes[i]!)
    })
  }
}

/** The batch's release, or a newer one to which its service was upgraded since. */
export async function releaseFor(deps: BatchDeps, batch: Batch): Promise<Release> {
  const { projectId, serviceName, serviceVersion } = batch
  const algorithm = findAlgorithm(deps, serviceName)
  const deployed = (await deps.deployments.get(projectId, serviceName))?.version
  const isUpgraded = deployed !== undefined && isNewer(algorithm, deployed, serviceVersion)
  return findRelease(algorithm, isUpgraded ? deployed : serviceVersion)
}

const given = ({ serviceName, description, schedule, orderId, priority }: Batch) => ({
  serviceName,
  description,
  schedule,
  orderId,
  priority,
})

function tell(
  { log }: BatchDeps,
  tally: BatchTally,
  { job, source }: NewMember,
  outcome: MemberOutcome,
): void {
  if (outcome !== 'stored') {
    tally.fail(nameOfSource(source), reasonOf(outcome, job))
    return
  }
  tally.succeed()
  const { id, batchId: batch, serviceName: service, state } = job
  log.info({ job: id, batch, service, state }, 'job stored')
}

export const memberName = (batchName: string, number: number): string => `${batchName}-${number}`

/** @throws ApiError */
export function checkName(name: string): void {
  if (name.length <= LONGEST_NAME) return
  throw invalid(
    `name: "${name}" is longer than ${LONGEST_NAME} characters; shorten the name of the batch, a number is put behind it for each job`,
  )
}

export const OVERTAKEN = new ApiError(
  'VIAS.00010012',
  'another request has meanwhile changed or deleted the batch; look at it and send this again',
)

const noStream = () =>
  invalid('video_source_id: a job with a schedule reads a stream, and the source is none; leave it out')

function reasonOf(outcome: Exclude<MemberOutcome, 'stored'>, { name }: Job): ApiError {
  switch (outcome) {
    case 'name taken':
      return new ApiError('VIAS.00010011', `name: "${name}" is taken by another job of this project`)
    case 'too many jobs':
      return new ApiError('VIAS.0010048', 'the project has as many jobs as it may have; delete some')
    case 'source changed':
      return new ApiError(
        'VIAS.00010002',
        'the source was changed or deleted at the same moment; update the batch with its batch_input',
      )
    case 'member already':
      return new ApiError('VIAS.00010012', 'the batch has a job of this source already')
    case 'overtaken':
      return OVERTAKEN
  }
}
