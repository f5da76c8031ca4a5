/** What the platform needs of a database for jobs, leases and history. Every method is one transaction. */
import type { Desired, Job, JobError, JobSummary, Lease, Transition } from '../job/job.js'
import type { Plan } from '../job/plan.js'
import type { RunProgress } from '../job/run-progress.js'
import type { JobState } from '../job/states.js'
import type { LaneStreams } from '../placement/queue.js'
import type { Template, VideoSource } from './video-store.js'

export interface JobFilter {
  projectId: string
  states?: JobState[]
  /** Case-sensitive part of the name. */
  nameLike?: string
  /** Part of the id. */
  idLike?: string
  /** Case-sensitive part of the source's name. */
  sourceNameLike?: string
  /** Only jobs of these services. */
  serviceNames?: string[]
  serviceVersion?: string
  batchId?: string
  /** Only jobs whose registered source is in one of these groups. */
  groupIds?: string[]
  /** Created at this time or later, milliseconds UTC. */
  createdSince?: number
  /** Created at this time or earlier, milliseconds UTC. */
  createdUntil?: number
  /** Without it by time of creation; jobs that are equal in it keep the order they were given in. */
  sortBy?: 'created_at' | 'updated_at' | 'name'
  sortDir: 'asc' | 'desc'
  /** Rows to skip, at least 0. */
  offset: number
  /** Rows to return, at least 1. */
  limit: number
}

/** Jobs that belong together; several of them are looked at or changed as one. */
export type JobScope =
  | { batchId: string }
  | { orderId: string }
  | { sourceId: string }
  | { templateId: string }
  | { projectId: string; serviceName?: string }

/** At most so many jobs of the scope may have a stream at once. */
export interface StreamLimit {
  scope: JobScope
  most: number
}

/** A job that is to run and waits for a worker. */
export interface WaitingJob extends JobSummary {
  /** Since when it waits, milliseconds UTC; turning from PENDING to LACK_OF_RESOURCES and back costs it no place. */
  since: number
}

/** A change of a job's row, guarded by the state it was computed from. */
export interface JobChange {
  jobId: string
  /** The change is refused (returns false) when the row is in another state. */
  expectState: JobState
  /** With an epoch the change is refused when the lease has another epoch: the fence. Null: when anybody owns the job. */
  expectEpoch?: number | null
  /** Refused when the user has meanwhile told the job to be something else. */
  expectDesired?: Desired
  /** Refused when the spec or the schedule that the change was computed from has meanwhile been replaced. */
  expectGeneration?: number
  state: JobState
  desired?: Desired
  /** When the schedule is to be looked at again; null disarms it, absent leaves it as it is. */
  nextAt?: number | null
  /** The release that the job's next run is to have. */
  serviceVersion?: string
  status: string | undefined
  error?: JobError | undefined
  cause: string
  actor: string
  /** Drops the lease's owner in the same transaction; the epoch stays. */
  release?: boolean
}

/** What must hold, and what is kept, in the transaction that stores jobs of one project. */
export interface Alongside {
  /** Jobs that the project may have with the new ones; it has to be there. */
  most?: number
  /** Registered sources as they were when the jobs were made from them: they still have to be so. */
  sources?: VideoSource[]
  /** Names of pushed streams: they still have to be there. */
  streams?: string[]
  /**
   * Configs to save, at most one for a source: its jobs get it as their template. One that the source has already, for
   * the same service, is used again; a taken name gets a number behind it.
   */
  templates?: Template[]
  /** The release that the project has deployed: it still has to be that; undefined: none is. */
  deployed?: { serviceName: string; version: string | undefined }
  /** Ids of edge cameras that the jobs read: they still have to be there. */
  cameras?: string[]
}

/** One of many jobs that `replaceAll` replaces, each like `replaceSpec` does. */
export interface Replacement {
  job: Job
  expectState: JobState
  plan?: Pick<Plan, 'desired' | 'nextAt'> | undefined
  alongside?: Omit<Alongside, 'most'>
}
/** `changed`: the job, or a source of it, is no longer as it was read. */
export type ReplaceOutcome = 'done' | 'changed' | 'name taken'

export interface JobStore {
  /**
   * Inserts all or none. Throws NameTaken when a name exists in the project, ProjectGone, QuotaReached, SourcesChanged,
   * ReleaseChanged.
   */
  insert(jobs: Job[], alongside?: Alongside): Promise<void>
  get(projectId: string, jobId: string): Promise<Job | undefined>
  /** Without a tenant; for the engine only. */
  find(jobId: string): Promise<Job | undefined>
  list(filter: JobFilter): Promise<{ jobs: JobSummary[]; total: number }>
  /** Jobs of a project, whatever their state. */
  count(projectId: string): Promise<number>
  /** Jobs of the scope in these states (all when undefined), in the order of their creation. */
  within(scope: JobScope, states: readonly JobState[] | undefined, limit: number): Promise<JobSummary[]>
  /** How many jobs of the scope are in each state; states without a job are left out. */
  countsWithin(scope: JobScope): Promise<Partial<Record<JobState, number>>>
  /**
   * Replaces name, description, schedule, source, template, order, priority and spec, and adds one to the generation; false when
   * `expectState` no longer holds, or when the job no longer has the generation that `job` was read with. Throws
   * NameTaken, SourcesChanged.
   * @param plan what an armed schedule makes of the job now that it is another one; absent: as it was
   */
  replaceSpec(
    job: Job,
    expectState: JobState,
    plan?: Pick<Plan, 'desired' | 'nextAt'>,
    alongside?: Omit<Alongside, 'most'>,
  ): Promise<boolean>
  /** Different jobs in one transaction, each by its own guards; tells in their order what became of each. */
  replaceAll(replacements: Replacement[]): Promise<ReplaceOutcome[]>
  change(change: JobChange): Promise<boolean>
  /** Many changes of different jobs in one transaction, each by its own guards; tells which were done, in their order. */
  changeAll(changes: JobChange[]): Promise<boolean[]>
  /** Removes the row with lease, history and results; pending deliveries go too. */
  remove(jobId: string): Promise<void>
  history(jobId: string): Promise<Transition[]>
  /** Jobs in one of these states over all projects, those longest in their state first (a new status text is no change of state). */
  inStates(states: JobState[], limit: number): Promise<JobSummary[]>
  /** Jobs in this state over all projects that are to run now, those longest in the state first. */
  toRun(state: JobState, limit: number): Promise<JobSummary[]>
  /**
   * Jobs that are PENDING or LACK_OF_RESOURCES and are to run now: of each lane (project and batch) the most urgent and
   * longest waiting ones, at most `most` of one service and order, so that those who lack a stream hide no other.
   */
  waiting(most: number): Promise<WaitingJob[]>
  /** How many jobs of each lane have a stream (`STREAM_STATES`). */
  laneStreams(): Promise<LaneStreams[]>
  /** Jobs of the service that are to get another release than they have, in the order of their creation. */
  outdated(
    scope: { projectId: string; serviceName: string },
    version: string,
    states: readonly JobState[],
    limit: number,
  ): Promise<JobSummary[]>
  /** Jobs whose schedule is to be looked at by `now`, the longest overdue first. */
  dueSchedules(now: number, limit: number): Promise<JobSummary[]>

  /**
   * Takes ownership of a job that is to run when nobody holds a live lease: epoch grows by one, the state becomes
   * SCHEDULING (or stays RECOVERING or UPGRADING), all in one transaction. Undefined when the job is no longer in
   * `expectState`, is to rest, is owned, or when one of `limits` is reached: none is ever passed, whoever claims.
   * @param generation of the job that the limits were found for: refused when it has another one, and so perhaps another
   * order
   */
  claim(
    jobId: string,
    expectState: JobState,
    owner: string,
    ttlMs: number,
    limits?: readonly StreamLimit[],
    generation?: number,
  ): Promise<Lease | undefined>
  /** Extends leases by the database's clock; returns the job ids still held (same owner, same epoch). */
  renew(owner: string, held: { jobId: string; epoch: number }[], ttlMs: number): Promise<string[]>
  /**
   * Keeps what a run has done, for the job's next run; it is forgotten when the job ends. False when the run has another
   * epoch, or nobody owns the job: the fence.
   */
  noteProgress(jobId: string, epoch: number, progress: RunProgress): Promise<boolean>
  /** Owned leases whose time is over. */
  expiredLeases(limit: number): Promise<Lease[]>
  /** Owned leases that end later than one given now for so long: the clock has been set back since they were given. */
  leasesBeyond(ttlMs: number, limit: number): Promise<Lease[]>
  lease(jobId: string): Promise<Lease | undefined>
}

/** Thrown by `insert` and `replaceSpec` when another job of the project has the name. */
export class NameTaken extends Error {
  constructor(readonly jobName: string) {
    super(`job name ${jobName} is taken`)
  }
}

/** Thrown when a registered source is no longer as it was when the jobs were made from it; look again. */
export class SourcesChanged extends Error {
  constructor() {
    super('a video source of the jobs was changed or deleted meanwhile')
  }
}

/** Thrown by `insert` when another release of the service is deployed than the jobs were made for. */
export class ReleaseChanged extends Error {
  constructor() {
    super('another release of the service was deployed meanwhile')
  }
}
