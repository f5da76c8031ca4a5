/**
 * What a worker and the engine say to each other. In one process the link is direct; in a fleet it travels by NATS.
 * The worker asks (claim, renew, report, append); the engine never needs to reach a worker first.
 */
import type { RunSpec } from '../job/job.js'
import type { RunProgress } from '../job/run-progress.js'
import type { ResultRow } from './result-store.js'

/** One run handed to a worker. */
export interface Assignment {
  jobId: string
  projectId: string
  name: string
  serviceName: string
  serviceVersion: string
  epoch: number
  spec: RunSpec
  /** What runs before it have done since the job was started. */
  progress?: RunProgress
}

/** What a run says about itself. */
export type RunReport =
  /** The worker has taken the run up. */
  | { kind: 'begun' }
  /** The first frame was analysed, or frames flow again. */
  | { kind: 'running'; status?: string }
  /** The source is lost and is being reached for again. */
  | { kind: 'abnormal'; status: string }
  /** Still starting, with a reason worth reading. */
  | { kind: 'starting'; status: string }
  /** One of several objects is done with; the state stays. */
  | { kind: 'progress'; progress: RunProgress }
  /** A finite source was analysed whole. */
  | { kind: 'succeeded'; status: string }
  /**
   * The run cannot go on by itself. `prepare`: what it needs is not to be had here, as its model;
   * `start`: its source gave no frame; `run`: it had begun to see.
   */
  | { kind: 'failed'; stage: 'prepare' | 'start' | 'run'; code: string; message: string }
  /** The run ended because it was told to. */
  | { kind: 'stopped' }
  /** The analysis process died unexpectedly. */
  | { kind: 'crashed'; reason: string }

export interface EngineLink {
  /** Asks for at most `free` runs. */
  claim(worker: string, free: number): Promise<Assignment[]>
  /** Keeps leases alive; `lost` runs must be dropped at once without a report, `stop` runs must be ended and reported. */
  renew(worker: string, held: { jobId: string; epoch: number }[]): Promise<{ lost: string[]; stop: string[] }>
  /** False when fenced: the run is no longer this worker's. */
  report(jobId: string, epoch: number, report: RunReport): Promise<boolean>
  /** Stores results with their deliveries; idempotent on (job, epoch, sequence). False when fenced. */
  append(jobId: string, epoch: number, rows: ResultRow[]): Promise<boolean>
  /**
   * Keeps the clip of a result that was appended before; idempotent on the message id.
   * @param mp4 at most `LARGEST_CLIP` bytes
   * @returns false when fenced, when the job has no such result, or when the clip is too large
   */
  clip(jobId: string, epoch: number, messageId: string, mp4: Uint8Array): Promise<boolean>
}

/** Bytes. */
export const LARGEST_CLIP = 64 * 1024 ** 2
