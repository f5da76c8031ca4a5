/** Makes the members of a batch: one job per source, in transactions that leave room for other requests. */
import type { ApiError } from '@vigia/contract'
import type { Batch, Job, MemberOutcome, NewMember } from '@vigia/core'
import type { BatchDeps } from './batch-deps.js'
import type { WantedSource } from './batch-input.js'
import {
  jobNameTaken,
  memberAlready,
  noStream,
  overtaken,
  releaseChanged,
  sourceChanged,
  tooManyJobs,
} from './batch-refusals.js'
import { releaseNow } from './batch-release.js'
import { type BatchTally, nameOfSource } from './batch-tally.js'
import { checkRegions } from './check-regions.js'
import { LONGEST_NAME, newJob } from './create-jobs.js'
import { inTurns } from './in-turns.js'
import { invalid } from './invalid.js'
import type { Caller } from './job-deps.js'
import { takesSchedules } from './job-schedule.js'
import { MemberConfigs } from './member-config.js'
import { templatesOf } from './save-template.js'

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
  if (sources.length === 0) return
  const most = await deps.quotaOf(batch.projectId, 'jobs')
  const { release, deployed } = await releaseNow(deps, batch)
  const given = { ...givenBy(batch), serviceVersion: release.version }
  const common = { ...newJob(deps, caller, given), batchId: batch.id }
  const configs = new MemberConfigs(release, batch.spec.common)
  // Of a batch that is gone already nothing is stored, whatever its number.
  let number = (await deps.batches.takeNumbers(batch.id, sources.length)) ?? 1
  for await (const chunk of inTurns(sources)) {
    const members: NewMember[] = []
    for (const { source, region } of chunk) {
      const name = memberName(batch.name, number++)
      const job = await tally.attempt(nameOfSource(source), (): Job => {
        checkName(name)
        if (batch.schedule && !takesSchedules(source.input)) throw noStream()
        const input = { type: 'video_source' as const, sourceId: source.id, index: 0 }
        const spec = { input, output: batch.spec.output, common: configs.of(region) }
        checkRegions(spec.common, source)
        return { ...common, id: deps.ids.hex32(), name, sourceName: source.name, sourceId: source.id, spec }
      })
      if (!job) continue
      const [template] = templatesOf(deps, [job], isSavedAsTemplate)
      members.push({ job, source, ...(template ? { template } : {}) })
    }
    const all = members.map(({ source }) => nameOfSource(source))
    const outcomes = await tally.together(all, () => deps.batches.addMembers(batch, members, most, deployed))
    if (!outcomes) continue
    for (const [i, { job, source }] of members.entries()) {
      const outcome = outcomes[i]!
      if (outcome !== 'stored') {
        tally.fail(nameOfSource(source), reasonOf(outcome, job, most))
        continue
      }
      tally.succeed()
      const { id, serviceName: service, state } = job
      deps.log.info({ job: id, batch: batch.id, service, state }, 'job stored')
    }
  }
}

const givenBy = ({ serviceName, description, schedule, orderId, priority }: Batch) => ({
  serviceName,
  description,
  schedule,
  orderId,
  priority,
})

export const memberName = (batchName: string, number: number | string): string => `${batchName}-${number}`

/** @throws ApiError */
export function checkName(name: string): void {
  if (name.length <= LONGEST_NAME) return
  throw invalid(
    `name: "${name}" is longer than ${LONGEST_NAME} characters; shorten the name of the batch, a number is put behind it for each job`,
  )
}

function reasonOf(outcome: Exclude<MemberOutcome, 'stored'>, { name }: Job, most: number): ApiError {
  switch (outcome) {
    case 'name taken':
      return jobNameTaken(name)
    case 'too many jobs':
      return tooManyJobs(most)
    case 'source changed':
      return sourceChanged()
    case 'member already':
      return memberAlready()
    case 'release changed':
      return releaseChanged()
    case 'overtaken':
      return overtaken()
  }
}
