/** Create: one job per input item, all or none; a new job starts at once. */
import { ApiError, type CreateTaskV1 } from '@vigia/contract'
import {
  type Alongside,
  CameraGone,
  firstUse,
  type Job,
  type JobSpec,
  NameTaken,
  planAt,
  QuotaReached,
  ReleaseChanged,
  SourcesChanged,
} from '@vigia/core'
import { noCamera } from './camera-refusals.js'
import { checkInputKind } from './check-input-kind.js'
import { checkObjects } from './check-objects.js'
import { checkRegions } from './check-regions.js'
import { findAlgorithm, findRelease } from './find-algorithm.js'
import type { Caller, JobDeps } from './job-deps.js'
import { camerasIn } from './job-input.js'
import { checkSchedulable, toSchedule } from './job-schedule.js'
import { findSources, readOf, sourceMembers, sourceOf } from './job-sources.js'
import { toSpecs } from './job-spec.js'
import { findStreams } from './pushed-streams.js'
import { orderFor } from './require-order.js'
import { requireService } from './require-service.js'
import { templatesOf } from './save-template.js'

/** Of a job, characters. */
export const LONGEST_NAME = 100
/** Looks at a service and at registered sources that are changed meanwhile. */
const TRIES = 20

/** @throws ApiError naming the field; nothing is stored then */
export async function createJobs(
  deps: JobDeps,
  caller: Caller,
  serviceName: string,
  body: CreateTaskV1,
): Promise<Job[]> {
  const algorithm = findAlgorithm(deps, serviceName)
  const { projectId } = caller
  const stem = body.name ?? `${serviceName}-${deps.ids.hex32().slice(0, 8)}`
  const schedule = body.schedule && toSchedule(body.schedule)
  const most = await deps.quotaOf(projectId, 'jobs')
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const deployment = await requireService(deps, projectId, serviceName, 'create')
    const release = findRelease(algorithm, body.service_version ?? deployment?.version)
    const orderId = await orderFor(deps, projectId, serviceName, body.resource_order_id)
    const specs = await toSpecs(deps, { projectId, serviceName }, release, body)
    const inputs = specs.map(({ input }) => input)
    const streams = await findStreams(deps, caller, inputs)
    const sources = await findSources(deps, caller, algorithm, inputs)
    for (const { input, common } of specs) checkRegions(common, sourceOf(input, sources))
    const reads = inputs.map((input) => readOf(input, sources))
    checkInputKind(algorithm, inputs, reads)
    if (schedule) checkSchedulable(inputs, reads)
    await Promise.all(inputs.map((input, i) => checkObjects(deps, projectId, input, `input.data[${i}].`)))
    const common = newJob(deps, caller, {
      serviceName,
      serviceVersion: release.version,
      description: body.description,
      schedule,
      orderId,
      priority: body.priority ?? 'normal',
    })
    const jobs = specs.map(
      (spec): Job => ({
        ...common,
        id: deps.ids.hex32(),
        name: nameOf(stem, spec, specs.length),
        ...sourceMembers(spec.input, sources),
        spec,
      }),
    )
    const alongside: Alongside = {
      most,
      sources: [...sources.values()],
      streams,
      templates: templatesOf(deps, jobs, body.is_saved_as_template),
      cameras: camerasIn(inputs),
      // Whoever gives no version gets the release that is deployed, also when it is upgraded at this moment.
      ...(body.service_version === undefined
        ? { deployed: { serviceName, version: deployment?.version } }
        : {}),
    }
    if (!(await inserted(deps, jobs, alongside))) continue
    if (!deployment) {
      const { createdAt } = common
      await deps.deployments.putFirst(firstUse(projectId, serviceName, release.version, createdAt))
    }
    for (const { id, state } of jobs) deps.log.info({ job: id, service: serviceName, state }, 'job stored')
    deps.wake()
    return jobs
  }
  throw new ApiError('VIAS.00010012', 'create: the service or a video source keeps being changed; try again')
}

type Own = 'id' | 'name' | 'sourceId' | 'sourceName' | 'spec'
type Given = 'serviceName' | 'serviceVersion' | 'description' | 'schedule' | 'orderId' | 'priority'

/** What the jobs of one request have in common: each is started by being created, and its schedule armed by that. */
export function newJob(
  deps: Pick<JobDeps, 'clock'>,
  { projectId, userName }: Caller,
  given: Pick<Job, Given>,
): Omit<Job, Own> {
  const now = deps.clock.now()
  const { desired, nextAt, status } = planAt(given.schedule, now)
  return {
    ...given,
    projectId,
    creator: userName,
    desired,
    state: 'PENDING',
    status,
    error: undefined,
    generation: 1,
    createdAt: now,
    updatedAt: now,
    nextAt,
    batchId: undefined,
    templateId: undefined,
  }
}

/** False when a source or the service was meanwhile changed. */
async function inserted(deps: JobDeps, jobs: Job[], alongside: Alongside): Promise<boolean> {
  try {
    await deps.jobs.insert(jobs, alongside)
    return true
  } catch (error) {
    if (error instanceof SourcesChanged || error instanceof ReleaseChanged) return false
    if (error instanceof CameraGone) throw noCameraOf(jobs, error)
    if (error instanceof NameTaken)
      throw new ApiError('VIAS.00010011', `name: "${error.jobName}" is taken by another job of this project`)
    if (error instanceof QuotaReached)
      throw new ApiError(
        'VIAS.0010048',
        `the project has ${error.total} jobs, ${jobs.length} more would pass the limit of ${error.most}`,
      )
    throw error
  }
}

/** The first item that names it. */
function noCameraOf(jobs: Job[], { cameraId }: CameraGone): ApiError {
  const at = jobs.findIndex(({ spec }) => camerasIn([spec.input]).includes(cameraId))
  return noCamera(`input.data[${at}].id`, cameraId)
}

/** A published sample job carries `-0` behind the user's stem: several inputs are told apart by their index. */
function nameOf(stem: string, { input }: JobSpec, inputs: number): string {
  const name = inputs === 1 ? stem : `${stem}-${input.index}`
  if (name.length <= LONGEST_NAME) return name
  throw new ApiError(
    'VIAS.00010001',
    `name: "${name}" is longer than ${LONGEST_NAME} characters; shorten the name, with several inputs the index is appended to it`,
  )
}
