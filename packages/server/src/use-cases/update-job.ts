/** Update: name, description and priority at any time, everything else while no run exists. */
import { isDeepStrictEqual } from 'node:util'
import { ApiError, type UpdateTask } from '@vigia/contract'
import {
  type Alongside,
  CameraGone,
  isStarted,
  type Job,
  type JobInput,
  type JobOutput,
  type JobSpec,
  NameTaken,
  nextState,
  type Plan,
  planAt,
  type Schedule,
  SourcesChanged,
} from '@vigia/core'
import { noCamera } from './camera-refusals.js'
import { checkInputKind } from './check-input-kind.js'
import { checkObjects } from './check-objects.js'
import { checkRegions } from './check-regions.js'
import { checkCommon } from './common-parameters.js'
import { findAlgorithm, findRelease } from './find-algorithm.js'
import { findJob } from './find-job.js'
import { invalid } from './invalid.js'
import type { Caller, JobDeps } from './job-deps.js'
import { camerasIn, toInputs } from './job-input.js'
import { toOutput } from './job-output.js'
import { checkSchedulable, toSchedule } from './job-schedule.js'
import { findSources, readOf, type Sources, sourceMembers, sourceOf } from './job-sources.js'
import { refuseUnavailable } from './job-spec.js'
import { findStreams } from './pushed-streams.js'
import { requireModels } from './require-models.js'
import { orderFor } from './require-order.js'
import { templatesOf } from './save-template.js'

/** Looks at a job that changes its state meanwhile. */
const TRIES = 20

/**
 * Members that are absent keep their values; `schedule: null` takes the schedule away.
 * @param serviceName the service by which an older client addresses the job
 * @returns the job as it is now
 * @throws ApiError VIAS.00010012 when the change needs the job at rest
 */
export async function updateJob(
  deps: JobDeps,
  caller: Caller,
  jobId: string,
  body: Partial<UpdateTask>,
  serviceName?: string,
): Promise<Job> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const job = await findJob(deps, caller, jobId, serviceName)
    const { changed, alongside } = await updated(deps, job, body)
    const plan = newPlan(deps, job, changed)
    if (await stored(deps, changed, job, plan, alongside)) {
      await switchOnChanged(deps, job, changed.spec.output)
      return { ...changed, ...plan }
    }
  }
  throw new ApiError('VIAS.00010012', 'update: the job keeps changing its state; try again')
}

async function updated(
  deps: JobDeps,
  job: Job,
  body: Partial<UpdateTask>,
): Promise<{ changed: Job; alongside: Alongside }> {
  if (job.state === 'DELETING') throw notAllowed(job)
  refuseUnavailable(body)
  const spec = await specOf(deps, job, body)
  if (!isDeepStrictEqual(spec.input, job.spec.input))
    await checkObjects(deps, job.projectId, spec.input, 'input.data[0].')
  const schedule = scheduleOf(job, body)
  // An input that stays is not looked at: the job may be renamed whatever has become of it.
  const streams = body.input ? await findStreams(deps, job, [spec.input]) : []
  const sources = await sourcesOf(deps, job, spec.input)
  const reads = [readOf(spec.input, sources)]
  const algorithm = body.input && deps.algorithms.get(job.serviceName)
  if (algorithm) checkInputKind(algorithm, [spec.input], reads)
  if (schedule) checkSchedulable([spec.input], reads)
  // What stays is not judged: the job may be renamed though its camera was turned to another size.
  if (!isDeepStrictEqual([spec.input, spec.common], [job.spec.input, job.spec.common]))
    checkRegions(spec.common, sourceOf(spec.input, sources))
  const changed = changedJob(job, {
    ...sourceMembers(spec.input, sources),
    name: body.name ?? job.name,
    description: body.description ?? job.description,
    schedule,
    orderId: await orderGiven(deps, job, body),
    priority: body.priority ?? job.priority,
    spec,
  })
  const templates = templatesOf(deps, [changed], body.is_saved_as_template)
  // A job of an older release may be updated though its camera was never registered.
  const cameras = body.input ? camerasIn([spec.input]) : []
  return { changed, alongside: { sources: [...sources.values()], streams, cameras, templates } }
}

type Given = Pick<
  Job,
  'name' | 'description' | 'schedule' | 'sourceId' | 'sourceName' | 'orderId' | 'priority' | 'spec'
>

/**
 * The job with what is given for it.
 * @throws ApiError VIAS.00010012 when the change needs the job at rest
 */
export function changedJob(job: Job, given: Given): Job {
  const { schedule, spec, orderId } = given
  const isSame =
    isDeepStrictEqual(spec, job.spec) && isDeepStrictEqual(schedule, job.schedule) && orderId === job.orderId
  const isAllowed = isSame ? job.state !== 'DELETING' : nextState(job.state, 'update') !== undefined
  if (!isAllowed) throw notAllowed(job)
  // Another config, or that of another source, is not what was saved.
  const isSaved = given.sourceId === job.sourceId && isDeepStrictEqual(spec.common, job.spec.common)
  return { ...job, ...given, templateId: isSaved ? job.templateId : undefined }
}

async function sourcesOf(deps: JobDeps, job: Job, input: JobInput): Promise<Sources> {
  // A job on no registered source may be updated though its algorithm is gone.
  if (input.type !== 'video_source') return new Map()
  return findSources(deps, job, findAlgorithm(deps, job.serviceName), [input])
}

const notAllowed = ({ state }: Job): ApiError =>
  new ApiError(
    'VIAS.00010012',
    `update: the job is ${state}; stop it before changing input, output, schedule, config or order (name, description and priority may change while it runs)`,
  )

async function specOf(deps: JobDeps, job: Job, body: Partial<UpdateTask>): Promise<JobSpec> {
  const { spec, serviceName, serviceVersion } = job
  const common = (body.config ?? body.service_config)?.common
  if (common) {
    const release = findRelease(findAlgorithm(deps, serviceName), serviceVersion)
    checkCommon(release, common)
    await requireModels(deps, release, common, 'update')
  }
  if (body.input) checkSwitch(spec.input.type, body.input.type)
  const [input] = body.input ? await toInputs(deps, body.input, spec.input) : []
  return {
    input: input ? { ...input, index: spec.input.index } : spec.input,
    output: body.output ? await toOutput(deps, job, body.output, spec.output) : spec.output,
    common: common ?? spec.common,
  }
}

/** An order that the job, or batch, has already needs no other look: it may have ended, and the job is changed for all that. */
export async function orderGiven(
  deps: JobDeps,
  { projectId, serviceName, orderId }: Pick<Job, 'projectId' | 'serviceName' | 'orderId'>,
  { resource_order_id: given }: Pick<Partial<UpdateTask>, 'resource_order_id'>,
): Promise<string | undefined> {
  if (given === undefined || given === orderId) return orderId
  return orderFor(deps, projectId, serviceName, given)
}

/** Jobs on registered sources stay that, and others do not become one. */
function checkSwitch(before: JobInput['type'], type: UpdateTask['input']['type']): void {
  if (before === type || (before !== 'video_source' && type !== 'video_source')) return
  throw invalid(
    `input.type: the job reads an input of type ${before}, which cannot be switched to ${type}; create another job`,
  )
}

export function scheduleOf(
  job: Pick<Job, 'schedule'>,
  { schedule }: Pick<UpdateTask, 'schedule'>,
): Schedule | undefined {
  if (schedule === undefined) return job.schedule
  return schedule === null ? undefined : toSchedule(schedule)
}

/** A job that ended by itself is still armed, and from now on by its new schedule; a stopped one waits for its start. */
export function newPlan(
  deps: Pick<JobDeps, 'clock'>,
  { desired, schedule: before, state }: Job,
  { schedule }: Job,
): Pick<Plan, 'desired' | 'nextAt'> | undefined {
  if (!isStarted(desired) || isDeepStrictEqual(schedule, before)) return undefined
  const now = deps.clock.now()
  const plan = planAt(schedule, now)
  // What waited for a stream now waits for its window: the engine, which looks at once, has it say so.
  const isClosing = state === 'LACK_OF_RESOURCES' && plan.desired === 'rest'
  return { desired: plan.desired, nextAt: isClosing ? now : plan.nextAt }
}

async function stored(
  deps: JobDeps,
  changed: Job,
  before: Job,
  plan: Pick<Plan, 'desired' | 'nextAt'> | undefined,
  alongside: Alongside,
): Promise<boolean> {
  try {
    return await deps.jobs.replaceSpec(changed, before.state, plan, alongside)
  } catch (error) {
    if (error instanceof SourcesChanged) return false
    if (error instanceof CameraGone) throw noCamera('input.data[0].id', error.cameraId)
    if (!(error instanceof NameTaken)) throw error
    throw new ApiError('VIAS.00010011', `name: "${error.jobName}" is taken by another job of this project`)
  }
}

/** A channel that leads elsewhere now has not failed yet. */
async function switchOnChanged(
  { deliveries }: JobDeps,
  { id, projectId, spec }: Job,
  output: JobOutput,
): Promise<void> {
  for (const channel of ['webhook', 'dis', 'obs'] as const)
    if (!isDeepStrictEqual(output[channel], spec.output[channel]))
      await deliveries.switchOn(projectId, { channel, id })
}
