/** Batches: jobs of many sources that are made and changed as one. Every method is one transaction. */
import type { Job, JobOutput, JobSummary, Priority } from '../job/job.js'
import type { JobState } from '../job/states.js'
import type { Schedule } from '../schedule/index.js'
import type { Alongside } from './job-store.js'
import type { Template, VideoSource } from './video-store.js'

/** What its user gave for all members; members get what is theirs from it when they are made or updated. */
export interface Batch {
  /** 32 lower-case hex digits. */
  id: string
  projectId: string
  name: string
  description: string | undefined
  creator: string
  serviceName: string
  serviceVersion: string
  schedule: Schedule | undefined
  orderId: string | undefined
  priority: Priority
  /** Groups that the sources come from, in the order they were given in. */
  groupIds: string[]
  /** Integer milliseconds UTC. */
  createdAt: number
  /** 1, and one more with every change. */
  generation: number
  spec: BatchSpec
}

/** Stored encrypted, like that of a job. */
export interface BatchSpec {
  output: JobOutput
  /** `config.common` */
  common: Record<string, unknown>
  /** `target_roi` of the sources that have one of their own, by the source's id. */
  regions: Record<string, string>
}

/** What lists show of a batch. */
export interface BatchSummary {
  id: string
  name: string
  serviceName: string
  createdAt: number
  groupNames: string[]
  /** Of its oldest members, at most as many as were asked for and one more. */
  sourceNames: string[]
  /** Members in each state; states without one are left out. */
  counts: Partial<Record<JobState, number>>
}

export interface BatchFilter {
  projectId: string
  /** Case-sensitive part of the name. */
  nameLike?: string
  serviceNames?: string[]
  /** Only batches with one of these groups, each given by its id or name. */
  groups?: string[]
  /** Only batches with a member in this state. */
  state?: JobState
  /** Batches that have as many members are by time of creation. */
  sortBy: 'created_at' | 'task_count'
  sortDir: 'asc' | 'desc'
  /** Rows to skip, at least 0. */
  offset: number
  /** Rows to return, at least 1. */
  limit: number
  /** Sources to name of each batch, at least 1. */
  mostSources: number
}

/** A job to be, with the registered source as it was when the job was made from it. */
export interface NewMember {
  job: Job
  source: VideoSource
  /** Config to save for the source, as `Alongside` has it. */
  template?: Template
}

/**
 * `source changed`: or it was deleted, meanwhile. `member already`: the batch has a job of this source, and not one that
 * is being deleted. `release changed`: another one is deployed than the jobs were made for. `overtaken`: the batch was
 * meanwhile changed or deleted by somebody else.
 */
export type MemberOutcome =
  | 'stored'
  | 'name taken'
  | 'too many jobs'
  | 'source changed'
  | 'member already'
  | 'release changed'
  | 'overtaken'

export interface BatchStore {
  /** Adds it without members; false when one of the groups is not there any more. Throws NameTaken. */
  add(batch: Batch): Promise<boolean>
  get(projectId: string, id: string): Promise<Batch | undefined>
  /** Whether it still has this generation and is not being deleted. */
  isAt(id: string, generation: number): Promise<boolean>
  /**
   * Replaces name, description, schedule, order, priority, groups and spec of a batch that still has the generation that
   * it was read with, and adds one to that.
   * @returns false when it was meanwhile changed or is being deleted, or one of the groups is not there any more
   * @throws NameTaken
   */
  replace(batch: Batch): Promise<boolean>
  /**
   * Numbers for the names of members, each given once.
   * @returns the first of `count` in a row, at least 1; undefined when the batch is gone
   */
  takeNumbers(id: string, count: number): Promise<number | undefined>
  /**
   * Inserts the jobs as far as it is possible; tells of each in their order what became of it.
   * @param batch as it was when they were made from it
   * @param most jobs that the project may have
   * @param deployed release of the batch's service that the project had then, as `Alongside` has it; absent: whichever
   */
  addMembers(
    batch: Batch,
    members: NewMember[],
    most: number,
    deployed?: Alongside['deployed'],
  ): Promise<MemberOutcome[]>
  /**
   * Members in the order of their creation, some at a time.
   * @param after position of the last one that is known; 0: from the first on
   */
  members(id: string, after: number, limit: number): Promise<{ job: JobSummary; position: number }[]>
  list(filter: BatchFilter): Promise<{ batches: BatchSummary[]; total: number }>
  /** From now on it only waits for its members to go; false when there is none. */
  markForDeletion(projectId: string, id: string): Promise<boolean>
  /** Ids of batches that are marked. */
  markedForDeletion(): Promise<string[]>
  /** Removes the row when it has no member; false otherwise. */
  removeEmpty(id: string): Promise<boolean>
}
