/** The job as the platform keeps it: what the user asked for and what is known about it. */
import type { JobState } from './states.js'

/** What the user told the job to be. The reconciler drives the observed state towards it. */
export type Desired = 'run' | 'stop' | 'delete'

/** `url` input: one address of a file or stream (VIAS `input.data[0]`). */
export interface JobInput {
  type: 'url'
  /** Address as the user gave it, credentials included; never shown or logged unmasked. */
  url: string
  /** Position of this input in the create request, 0-49. */
  index: number
}

export interface WebhookOutput {
  url: string
  /** 1-10 header pairs. Values are secrets. */
  headers: Record<string, string>
  dataCategory?: string[]
}

export interface JobOutput {
  webhook?: WebhookOutput
  /** Results are kept and listed by the platform itself. */
  eventCenter: boolean
}

/** Everything a run needs; stored encrypted because addresses and headers carry secrets. */
export interface JobSpec {
  input: JobInput
  output: JobOutput
  /** `config.common`: algorithm parameters as the user gave them, already validated. */
  common: Record<string, unknown>
}

export interface JobError {
  code: string
  message: string
}

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
  spec: JobSpec
}

/** A run's ownership. `epoch` only grows; whatever carries an older epoch is refused. */
export interface Lease {
  jobId: string
  owner: string
  epoch: number
  /** Integer milliseconds UTC by the store's clock. */
  until: number
}

/** One line of a job's history. */
export interface Transition {
  at: number
  from: JobState
  to: JobState
  cause: string
  actor: string
}
