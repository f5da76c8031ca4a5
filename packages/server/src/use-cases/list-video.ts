/** Pages of a project's video sources and groups, by the documented filters. */
import type { VideoGroupQuery, VideoSourceQuery } from '@vigia/contract'
import type {
  GroupFilter,
  ListedGroup,
  ListedSource,
  Membership,
  SourceFilter,
  SourceStatus,
} from '@vigia/core'
import type { Caller, JobDeps } from './job-deps.js'

type ListDeps = Pick<JobDeps, 'video' | 'quotaOf'>

interface Numbers {
  /** What matches, on all pages. */
  matching: number
  /** What the project has, and may have. */
  total: number
  quota: number
}
export type SourcePage = Numbers & { sources: ListedSource[]; groups: Membership[] }
export type GroupPage = Numbers & { groups: ListedGroup[] }

const SOURCE_ORDERS = { create_at: 'created_at', num_task: 'jobs', num_template: 'templates' } as const
const GROUP_ORDERS = {
  create_at: 'created_at',
  modify_at: 'updated_at',
  num_video_source: 'sources',
  num_task: 'batches',
} as const

export async function listVideoSources(
  deps: ListDeps,
  { projectId }: Caller,
  query: VideoSourceQuery,
): Promise<SourcePage> {
  const filter: SourceFilter = {
    projectId,
    sortBy: SOURCE_ORDERS[query.sort_name],
    sortDir: query.order_by,
    ...pageOf(query),
  }
  // An empty part is in every name.
  if (query.scope) filter[query.scope_name === 'group_name' ? 'groupNameLike' : 'nameLike'] = query.scope
  if (query.status) filter.statuses = query.status.map(toStatus)
  if (query.type) filter.types = query.type
  if (query.access_type) filter.accessTypes = query.access_type
  if (query.video_group_id) filter.groupIds = query.video_group_id
  if (query.tag) filter.tagLike = query.tag
  const { sources, total: matching } = matchesNone(query)
    ? { sources: [], total: 0 }
    : await deps.video.listSources(filter)
  return {
    sources,
    groups: await deps.video.membershipsOf(sources.map(({ id }) => id)),
    matching,
    total: await deps.video.countSources(projectId),
    quota: await deps.quotaOf(projectId, 'sources'),
  }
}

/** No source here comes from a video platform, and no tag holds a line break. */
const matchesNone = ({ platform_name, tag }: VideoSourceQuery): boolean =>
  Boolean(platform_name) || tag?.includes('\n') === true

export async function listVideoGroups(
  deps: ListDeps,
  { projectId }: Caller,
  query: VideoGroupQuery,
): Promise<GroupPage> {
  const filter: GroupFilter = {
    projectId,
    sortBy: GROUP_ORDERS[query.sort_name],
    sortDir: query.order_by,
    inBatch: query.has_task,
    ...pageOf(query),
  }
  if (query.name) filter.nameLike = query.name
  if (query.status) filter.status = toStatus(query.status)
  if (query.access_type) filter.accessTypes = query.access_type
  if (query.type) filter.types = query.type
  const { groups, total: matching } = await deps.video.listGroups(filter)
  return {
    groups,
    matching,
    total: await deps.video.countGroups(projectId),
    quota: await deps.quotaOf(projectId, 'groups'),
  }
}

const toStatus = (level: '1' | '2' | '9'): SourceStatus => Number(level) as SourceStatus

const pageOf = ({ is_paged, page_num, page_size }: VideoGroupQuery | VideoSourceQuery) =>
  is_paged ? { offset: (page_num - 1) * page_size, limit: page_size } : { offset: 0, limit: undefined }
