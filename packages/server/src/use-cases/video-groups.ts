/** Groups of video sources: create, update, delete, details. */
import { ApiError, type CreateVideoGroup, type UpdateVideoGroup } from '@vigia/contract'
import type { AccessType, ListedGroup, VideoGroup } from '@vigia/core'
import { dashedId } from './dashed-id.js'
import { invalid } from './invalid.js'
import type { Caller, JobDeps } from './job-deps.js'
import { GROUP_WORDS, stored } from './video-refusals.js'

export type GroupDeps = Pick<JobDeps, 'video' | 'clock' | 'ids' | 'quotaOf'>

/** Looks at something that is changed meanwhile. */
const TRIES = 20

/**
 * @returns its id
 * @throws ApiError naming the field; nothing is stored then
 */
export async function createVideoGroup(
  deps: GroupDeps,
  { projectId }: Caller,
  body: CreateVideoGroup,
): Promise<string> {
  const sourceIds = body.video_source_ids ?? []
  await checkSources(deps, projectId, body.access_type, sourceIds)
  const now = deps.clock.now()
  const group: VideoGroup = {
    id: dashedId(deps.ids.hex32()),
    projectId,
    name: body.video_group_name,
    accessType: body.access_type,
    description: body.description ?? '',
    createdAt: now,
    updatedAt: now,
  }
  const most = await deps.quotaOf(projectId, 'groups')
  await stored(GROUP_WORDS, () => deps.video.addGroup(group, sourceIds, most))
  return group.id
}

/**
 * What is left out stays; `video_source_ids` are all its sources from then on.
 * @throws ApiError naming the field
 */
export async function updateVideoGroup(
  deps: GroupDeps,
  { projectId }: Caller,
  id: string,
  body: UpdateVideoGroup,
): Promise<void> {
  const sourceIds = body.video_source_ids
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await deps.video.group(projectId, id)
    if (!before) throw noGroup(id)
    if (sourceIds) await checkSources(deps, projectId, before.accessType, sourceIds)
    const to: VideoGroup = {
      ...before,
      name: body.video_group_name ?? before.name,
      description: body.description ?? before.description,
      updatedAt: deps.clock.now(),
    }
    if (await stored(GROUP_WORDS, () => deps.video.changeGroup(before, to, sourceIds))) return
  }
  throw new ApiError('VIAS.00010012', 'update: the group keeps being changed; try again')
}

/** A group holds sources of one kind of access; ids that are not there are told by the store. */
async function checkSources(
  deps: GroupDeps,
  projectId: string,
  accessType: AccessType,
  ids: string[],
): Promise<void> {
  const sources = await deps.video.sourcesOf(projectId, ids)
  const other = sources.find((source) => source.accessType !== accessType)
  if (other)
    throw invalid(
      `video_source_ids: video source ${other.id} is for ${other.accessType} analysis, and the group holds ${accessType} sources`,
    )
}

/** @throws ApiError VIAS.00010002, or VIAS.00010012 while batch jobs name it */
export async function deleteVideoGroup(deps: GroupDeps, { projectId }: Caller, id: string): Promise<void> {
  const batches = await deps.video.removeGroup(projectId, id)
  if (batches === undefined) throw noGroup(id)
  if (batches > 0)
    throw new ApiError(
      'VIAS.00010012',
      `delete: ${batches} batch ${batches === 1 ? 'job names' : 'jobs name'} this group; delete or update ${batches === 1 ? 'it' : 'them'} first`,
    )
}

/** @throws ApiError VIAS.00010002 */
export async function showVideoGroup(
  deps: Pick<GroupDeps, 'video'>,
  { projectId }: Caller,
  id: string,
): Promise<ListedGroup> {
  const group = await deps.video.listedGroup(projectId, id)
  if (!group) throw noGroup(id)
  return group
}

const noGroup = (id: string): ApiError =>
  new ApiError('VIAS.00010002', `video_group_id: there is no group ${id} in this project`)
