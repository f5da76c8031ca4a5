/** Video sources and groups as the wire shows them. */
import type { VideoGroupDetails, VideoGroupList, VideoSourceDetails, VideoSourceList } from '@vigia/contract'
import { type ListedGroup, type Membership, maskUrl, type SourceStatus, type VideoSource } from '@vigia/core'
import type { GroupPage, SourceDetails, SourcePage } from '../use-cases/index.js'
import { presentTypeConfig } from './present-type-config.js'

type Status = VideoSourceDetails['status']
const STATUS: Record<SourceStatus, Omit<Status, 'reason'>> = {
  1: { status: 'Online', name: '在线', level: '1' },
  2: { status: 'Offline', name: '离线', level: '2' },
  9: { status: 'Abnormal', name: '异常', level: '9' },
}

function sourceMembers(source: VideoSource, groups: Membership[]) {
  const { input } = source
  return {
    video_source_id: source.id,
    video_source_name: source.name,
    access_type: source.accessType,
    status: { ...STATUS[source.status], reason: source.statusReason },
    type: source.type,
    latitude: source.latitude,
    longitude: source.longitude,
    create_at: source.createdAt,
    type_config: presentTypeConfig(input),
    video_packages: groups.map(({ groupId, groupName }) => ({
      video_group_id: groupId,
      video_group_name: groupName,
    })),
    ...(input.type === 'url' ? { stream_path: maskUrl(input.url) } : {}),
    tag: source.tags,
    scene_recommend: [],
    video_source_quality: source.quality,
  }
}

/** @param image newest picture of the source, JPEG */
export function presentSource(
  { source, groups, templates }: SourceDetails,
  image: Uint8Array | undefined,
): VideoSourceDetails {
  return {
    ...sourceMembers(source, groups),
    service_config_templates: templates.map(({ name, common, createdAt, updatedAt, jobs }) => ({
      name,
      roi: typeof common.target_roi === 'string' ? common.target_roi : '',
      serviceConfig: { common },
      createAt: createdAt,
      modifyAt: updatedAt,
      numTask: jobs,
    })),
    ...(image ? { image: Buffer.from(image).toString('base64') } : {}),
  }
}

export function presentSources({ sources, groups, matching, total, quota }: SourcePage): VideoSourceList {
  const groupsOf = new Map<string, Membership[]>(sources.map(({ id }) => [id, []]))
  for (const group of groups) groupsOf.get(group.sourceId)?.push(group)
  return {
    video_source_number: matching,
    total_number: total,
    quota_number: quota,
    video_source_list: sources.map((source) => ({
      ...sourceMembers(source, groupsOf.get(source.id) ?? []),
      num_tasks: source.jobs,
      num_service_config_templates: source.templates,
    })),
  }
}

const groupMembers = (group: ListedGroup) => {
  const { online, offline, abnormal } = group.sources
  return {
    video_group_id: group.id,
    video_group_name: group.name,
    access_type: group.accessType,
    create_at: group.createdAt,
    modify_at: group.updatedAt,
    num_video_source: online + offline + abnormal,
    group_status: { num_online: online, num_exception: abnormal, num_offline: offline },
    num_batch_task: group.batches,
  }
}

export const presentGroup = (group: ListedGroup): VideoGroupDetails => ({
  ...groupMembers(group),
  description: group.description,
})

export const presentGroups = ({ groups, matching, total, quota }: GroupPage): VideoGroupList => ({
  video_group_number: matching,
  total_number: total,
  quota_number: quota,
  video_group_list: groups.map((group) => ({ ...groupMembers(group), type: group.types.join(',') })),
})
