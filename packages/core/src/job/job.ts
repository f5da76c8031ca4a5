/** The job as the platform keeps it: what the user asked for and what is known about it. */
import type { Schedule } from '../schedule/index.js'
import type { JobInput } from './input.js'
import type { ReadableInput } from './readable-input.js'
import type { RunProgress } from './run-progress.js'
import type { JobState } from './states.js'

/**
 * What the job is to be; the reconciler drives the observed state towards it. `rest`: started, but outside the windows
 * of its schedule, which turns it to `run` and back.
 */
export type Desired = 'run' | 'rest' | 'stop' | 'delete'

/** Its user started the job and has not ended it since; its schedule, if it has one, is armed. */
export const isStarted = (desired: Desired): boolean => desired === 'run' || desired === 'rest'

/** What a channel takes of a job's results: kinds by name (`Algorithm.categories`); without it all. */
export interface ChannelOutput {
  dataCategory?: string[]
}

export interface WebhookOutput extends ChannelOutput {
  url: string
  /** 1-10 header pairs. Values are secrets. */
  headers: Record<string, string>
  /** Whether the picture is in the message (base64), as VIAS has it, or the address of it; `inline` without it. */
  picture?: 'inline' | 'address'
}

export interface DisOutput extends ChannelOutput {
  streamName: string
}

export interface ObsOutput extends ChannelOutput {
  bucket: string
  path: string
}

export interface JobOutput {
  webhook?: WebhookOutput
  dis?: DisOutput
  obs?: ObsOutput
  /** Results become events, which the platform keeps, aggregates and sends on. */
  eventCenter: boolean
  /** A short film around each result, cut without re-encoding. Seconds. */
  clip?: { beforeSeconds: number; afterSeconds: number }
}

/** Everything a run needs; stored encrypted because addresses and headers carry secrets. */
export interface JobSpec {
  input: JobInput
  output: JobOutput
  /** `config.common`: algorithm parameters as the user gave them, already validated. */
  common: Record<string, unknown>
}

/** What a run gets: a registered source is looked up when the run begins, and the run never hears of it. */
export type RunSpec = Omit<JobSpec, 'input'> & { input: ReadableInput & { index: number } }

export interface JobError {
  code: string
  message: string
}

/** Who waits less where slots are short; orders the jobs of one project (`placement/queue.ts`). */
export const PRIORITIES = ['low', 'normal', 'high'] as const
export type Priority = (typeof PRIORITIES)[number]

export interface Job {
  /** 32 lower-case hex digits. */
  id: string
  projectId: string
  name: string
  description: string | undefined
  creator: string
  serviceName: string
  serviceVersion: string
  desired: Desired
  state: JobState
  /** Why the job is in this state, in words a person can act on; at most 4096 characters. */
  status: string | undefined
  error: JobError | undefined
  /** Grows with every update of the spec; a run keeps the generation it was started with. */
  generation: number
  /** Integer milliseconds since 1970, UTC. */
  createdAt: number
  /** When the state (or status) last changed; integer milliseconds UTC. */
  updatedAt: number
  /** When the job runs; undefined: whenever it is started. */
  schedule: Schedule | undefined
  /** When the schedule is to be looked at again, integer milliseconds UTC; undefined unless it is armed. */
  nextAt: number | undefined
  /** The input's name as users see it (`video_source_name`); holds no secret. */
  sourceName: string
  /** The batch whose member it is. */
  batchId: string | undefined
  /** The registered video source it reads; its input then is of type `video_source`. */
  sourceId: string | undefined
  /** The order whose streams it uses. */
  orderId: string | undefined
  /** The template of the video source that its config was saved as. */
  templateId: string | undefined
  priority: Priority
  spec: JobSpec
}

/** What lists show of a job: everything that needs no opening of secrets. */
export type JobSummary = Omit<Job, 'spec'>

/** A run's ownership. `epoch` only grows; whatever carries an older epoch is refused. */
export interface Lease {
  jobId: string
  owner: string
  epoch: number
  /** Integer milliseconds UTC by the store's clock. */
  until: number
  /** What the runs since the job was started have done, where they have said so. */
  progress?: RunProgress
}

/** One line of a job's history. */
export interface Transition {
  at: number
  from: JobState
  to: JobState
  cause: string
  actor: string
}
