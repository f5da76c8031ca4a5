/** Registered video sources: create, update, delete, details. */
import { isDeepStrictEqual } from 'node:util'
import { ApiError, type CreateVideoSource, type UpdateVideoSource } from '@vigia/contract'
import {
  type Membership,
  ScheduledJobReads,
  type SourceInput,
  type SourceType,
  type Template,
  type VideoGroup,
  type VideoSource,
} from '@vigia/core'
import { checkObjects } from './check-objects.js'
import { dashedId } from './dashed-id.js'
import { invalid } from './invalid.js'
import type { Caller, JobDeps } from './job-deps.js'
import { takesSchedules } from './job-schedule.js'
import { toSourceInput, toSourceType } from './source-input.js'
import { SOURCE_WORDS, stored } from './video-refusals.js'

/** Looks at something that is changed meanwhile. */
const TRIES = 20

/**
 * @returns its id
 * @throws ApiError naming the field; nothing is stored then
 */
export async function createVideoSource(
  deps: JobDeps,
  caller: Caller,
  body: CreateVideoSource,
): Promise<string> {
  const type = toSourceType(body.type, body.access_type)
  return addSource(deps, caller, body, type, () => toSourceInput(deps, type, body.type_config, undefined))
}

/**
 * Registers a source of type `url` whose address was found otherwise, and was checked.
 * @throws ApiError naming the field; nothing is stored then
 */
export const addUrlSource = (deps: JobDeps, caller: Caller, given: Given, url: string): Promise<string> =>
  addSource(deps, caller, given, 'url', async () => ({ type: 'url', url }))

/** What is given of every source, whatever it reads. */
type Given = Omit<CreateVideoSource, 'type' | 'type_config'>

async function addSource(
  deps: JobDeps,
  { projectId }: Caller,
  body: Given,
  type: SourceType,
  inputOf: () => Promise<SourceInput>,
): Promise<string> {
  const groupIds = body.video_group_ids ?? []
  checkGroups(body, await deps.video.groupsOf(projectId, groupIds))
  const input = await inputOf()
  await checkObjects(deps, projectId, input, 'type_config.')
  const now = deps.clock.now()
  const source: VideoSource = {
    id: dashedId(deps.ids.hex32()),
    projectId,
    name: body.video_source_name,
    accessType: body.access_type,
    type,
    // Nobody has seen it yet.
    status: 2,
    statusReason: 'It has not been looked at yet.',
    quality: [],
    frame: undefined,
    latitude: body.latitude ?? '',
    longitude: body.longitude ?? '',
    tags: body.tag ?? [],
    input,
    createdAt: now,
    updatedAt: now,
  }
  const most = await deps.quotaOf(projectId, 'sources')
  await stored(SOURCE_WORDS, () => deps.video.addSource(source, groupIds, most))
  return source.id
}

/** A group holds sources of one kind of access; ids that are not there are told by the store. */
function checkGroups({ access_type }: Given, groups: VideoGroup[]): void {
  const other = groups.find((group) => group.accessType !== access_type)
  if (other)
    throw invalid(
      `video_group_ids: group ${other.id} holds ${other.accessType} sources, and this one is for ${access_type} analysis`,
    )
}

/**
 * What is left out stays; jobs get a new address with their next run.
 * @returns the source as it is now
 * @throws ApiError naming the field
 */
export async function updateVideoSource(
  deps: JobDeps,
  caller: Caller,
  id: string,
  body: UpdateVideoSource,
): Promise<SourceDetails> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await findVideoSource(deps, caller, id)
    const input = await toSourceInput(deps, before.type, body.type_config, before.input)
    if (!isDeepStrictEqual(input, before.input))
      await checkObjects(deps, caller.projectId, input, 'type_config.')
    const to: VideoSource = {
      ...before,
      name: body.video_source_name,
      latitude: body.latitude ?? before.latitude,
      longitude: body.longitude ?? before.longitude,
      tags: body.tag ?? before.tags,
      input,
      updatedAt: deps.clock.now(),
    }
    if (await changed(deps, before, to)) return showVideoSource(deps, caller, id)
  }
  throw new ApiError('VIAS.00010012', 'update: the video source keeps being changed; try again')
}

async function changed(deps: JobDeps, before: VideoSource, to: VideoSource): Promise<boolean> {
  try {
    return await stored(SOURCE_WORDS, () => deps.video.changeSource(before, to, takesSchedules(to.input)))
  } catch (error) {
    if (!(error instanceof ScheduledJobReads)) throw error
    throw invalid(
      `type_config: job "${error.jobName}" reads this source on a schedule, which takes rtsp:// or rtmp:// streams only; take its schedule away first`,
    )
  }
}

/** @throws ApiError VIAS.00010002, or VIAS.00010012 while jobs read it */
export async function deleteVideoSource(deps: JobDeps, { projectId }: Caller, id: string): Promise<void> {
  const jobs = await deps.video.removeSource(projectId, id)
  if (jobs === undefined) throw noSource(id)
  if (jobs > 0)
    throw new ApiError(
      'VIAS.00010012',
      `delete: ${jobs} ${jobs === 1 ? 'job reads' : 'jobs read'} this video source; delete ${jobs === 1 ? 'it' : 'them'} first, or have ${jobs === 1 ? 'it' : 'them'} read another one`,
    )
  deps.views.close(id)
}

export interface SourceDetails {
  source: VideoSource
  groups: Membership[]
  templates: (Template & { jobs: number })[]
  /** Job ids of those that run on it, the oldest first. */
  runningJobs: string[]
  /** Of the last look, JPEG. */
  picture: Uint8Array | undefined
}

/** Jobs whose pictures are looked at. */
const MOST_PICTURES = 100

/** @throws ApiError VIAS.00010002 */
export async function showVideoSource(deps: JobDeps, caller: Caller, id: string): Promise<SourceDetails> {
  const source = await findVideoSource(deps, caller, id)
  const running = await deps.jobs.within({ sourceId: id }, ['RUNNING', 'ABNORMAL'], MOST_PICTURES)
  return {
    source,
    groups: await deps.video.membershipsOf([id]),
    templates: await deps.video.templatesOf(id),
    runningJobs: running.map((job) => job.id),
    picture: (await deps.looks.sourcePicture(id))?.jpeg,
  }
}

/** @throws ApiError VIAS.00010002 */
export async function findVideoSource(
  deps: JobDeps,
  { projectId }: Caller,
  id: string,
): Promise<VideoSource> {
  const source = await deps.video.source(projectId, id)
  if (!source) throw noSource(id)
  return source
}

const noSource = (id: string): ApiError =>
  new ApiError('VIAS.00010002', `video_source_id: there is no video source ${id} in this project`)
