/** Registered video sources, their groups, and the configs saved for them. Every method is one transaction. */
import type { DirectInput, VisInput } from '../job/input.js'
import type { Finding } from '../quality/index.js'

/** As the wire spells them; `RTSP_STREAM` is a `url` of on-premises editions. */
export const SOURCE_TYPES = ['obs', 'vcn', 'url', 'restful', 'camera', 'RTSP_STREAM'] as const
export type SourceType = (typeof SOURCE_TYPES)[number]
/** What a source reads: pushed streams have a register of their own. */
export type SourceInput = Exclude<DirectInput, VisInput>
export type AccessType = 'cloud' | 'edge'
/** 1 online, 2 offline, 9 abnormal: what looked last, a job or a look at the source, has seen. */
export type SourceStatus = 1 | 2 | 9

export interface FrameSize {
  width: number
  height: number
}

export interface VideoSource {
  /** Dashed UUID. */
  id: string
  projectId: string
  name: string
  accessType: AccessType
  type: SourceType
  status: SourceStatus
  /** Why it is not online, in words; empty while it is. */
  statusReason: string
  /** Defects that two looks one after the other have found. */
  quality: Finding[]
  /** Size of its picture, pixels, as the last look has seen it; undefined while none saw one since the source was changed. */
  frame: FrameSize | undefined
  /** Degrees as they were written, or empty. */
  latitude: string
  longitude: string
  /** At most 4 of at most 10 characters, without line breaks. */
  tags: string[]
  input: SourceInput
  /** Integer milliseconds UTC. */
  createdAt: number
  /** Grows with every change of what its user has given; a new status leaves it. */
  updatedAt: number
}

export interface VideoGroup {
  /** Dashed UUID. */
  id: string
  projectId: string
  name: string
  /** That of all its sources. */
  accessType: AccessType
  description: string
  createdAt: number
  /** Grows with every change. */
  updatedAt: number
}

/** `config.common` of a job, saved for other jobs of the same service on the same source. */
export interface Template {
  /** Dashed UUID. */
  id: string
  sourceId: string
  serviceName: string
  name: string
  common: Record<string, unknown>
  createdAt: number
  updatedAt: number
}

export interface Membership {
  sourceId: string
  groupId: string
  groupName: string
}

interface ListFilter {
  projectId: string
  accessTypes?: AccessType[]
  sortDir: 'asc' | 'desc'
  /** Rows to skip, at least 0. */
  offset: number
  /** Rows to return; undefined: all. */
  limit: number | undefined
}

export interface SourceFilter extends ListFilter {
  /** Case-sensitive part of the name. */
  nameLike?: string
  /** Only sources in a group whose name holds this. */
  groupNameLike?: string
  /** Only sources in one of these groups. */
  groupIds?: string[]
  statuses?: SourceStatus[]
  types?: string[]
  /** Case-sensitive part of a tag, without line breaks. */
  tagLike?: string
  /** Sources that are equal in it are by time of creation. */
  sortBy: 'created_at' | 'jobs' | 'templates'
}

/** A source with how many jobs read it and how many templates it has. */
export type ListedSource = VideoSource & { jobs: number; templates: number }

export interface GroupFilter extends ListFilter {
  /** Case-sensitive part of the name. */
  nameLike?: string
  /** Only groups with a source in this state. */
  status?: SourceStatus
  /** Only groups with a source of one of these types. */
  types?: string[]
  /** Only groups that a batch names. */
  inBatch?: boolean
  /** Groups that are equal in it are by time of creation. */
  sortBy: 'created_at' | 'updated_at' | 'sources' | 'batches'
}

export interface ListedGroup extends VideoGroup {
  /** Number of sources by their state. */
  sources: { online: number; offline: number; abnormal: number }
  /** Of its sources, each once, in alphabetical order. */
  types: SourceType[]
  /** Batches that name it. */
  batches: number
}

export interface VideoStore {
  /**
   * Adds it to the groups too, all or nothing.
   * @param most sources that the project may have
   * @throws ProjectGone, NameTaken, QuotaReached, NotThere for groups, CameraGone
   */
  addSource(source: VideoSource, groupIds: string[], most: number): Promise<void>
  source(projectId: string, id: string): Promise<VideoSource | undefined>
  /** Without a tenant; for the engine only. */
  findSource(id: string): Promise<VideoSource | undefined>
  /** Those of the ids that are there, in no order. */
  sourcesOf(projectId: string, ids: string[]): Promise<VideoSource[]>
  /**
   * Replaces name, place, tags and input; jobs on the source get its new name.
   * @returns false when it is no longer as `before`
   * @throws NameTaken; CameraGone for another camera than before; ScheduledJobReads when `to` is for no schedule and a job reads it on one
   */
  changeSource(before: VideoSource, to: VideoSource, takesSchedules: boolean): Promise<boolean>
  /** How many jobs read it: none, and it is gone; some, and it stays. Undefined: there is no such source. */
  removeSource(projectId: string, id: string): Promise<number | undefined>
  listSources(filter: SourceFilter): Promise<{ sources: ListedSource[]; total: number }>
  countSources(projectId: string): Promise<number>

  /** @throws ProjectGone, NameTaken, QuotaReached, NotThere for sources */
  addGroup(group: VideoGroup, sourceIds: string[], most: number): Promise<void>
  group(projectId: string, id: string): Promise<VideoGroup | undefined>
  /** Those of the ids that are there, in no order. */
  groupsOf(projectId: string, ids: string[]): Promise<VideoGroup[]>
  /**
   * Replaces name and description.
   * @param sourceIds its sources from now on; undefined: those it has
   * @returns false when it is no longer as `before`
   * @throws NameTaken, NotThere for sources
   */
  changeGroup(before: VideoGroup, to: VideoGroup, sourceIds: string[] | undefined): Promise<boolean>
  /** How many batches name it: none, and it is gone; some, and it stays. Undefined: there is no such group. */
  removeGroup(projectId: string, id: string): Promise<number | undefined>
  listGroups(filter: GroupFilter): Promise<{ groups: ListedGroup[]; total: number }>
  /** One group as lists show it. */
  listedGroup(projectId: string, id: string): Promise<ListedGroup | undefined>
  countGroups(projectId: string): Promise<number>

  /** Sources of these groups, the oldest of each group first. */
  sourceIdsOf(groupIds: string[]): Promise<{ groupId: string; sourceId: string }[]>
  /** Groups of these sources, by name. */
  membershipsOf(sourceIds: string[]): Promise<Membership[]>
  /** Templates of a source with how many jobs have them, oldest first. */
  templatesOf(sourceId: string): Promise<(Template & { jobs: number })[]>
}

/** Thrown when something that is named is not, or no longer, in the project. */
export class NotThere extends Error {
  constructor(readonly ids: string[]) {
    super(`not there: ${ids.join(', ')}`)
  }
}

/** Thrown when a source would become one that cannot be read on a schedule, and a job does so. */
export class ScheduledJobReads extends Error {
  constructor(readonly jobName: string) {
    super(`job ${jobName} reads it on a schedule`)
  }
}
