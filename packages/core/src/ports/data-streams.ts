/** Where the results of jobs with a `dis` output go: streams of the platform itself, of Huawei DIS, Kafka or NATS. */

/** What a backend is called in the setting VIGIA_DIS. */
export const STREAM_BACKENDS = ['built-in', 'huawei', 'kafka', 'nats'] as const
export type StreamBackend = (typeof STREAM_BACKENDS)[number]

export interface StreamRecord {
  /** Records of one key stay in their order. */
  key: string
  data: Uint8Array
  /** The same for every attempt, by which readers know what they have had. */
  id: string
}

export type PutOutcome =
  /** `at`: where it is in the stream, in the words of the backend. */
  | { kind: 'put'; at: string }
  /** `gone`: another attempt makes no sense. `retryAfterMs`: peace that the backend wants, 0 for none. */
  | { kind: 'failed'; reason: string; gone: boolean; retryAfterMs: number }

export interface DataStreams {
  readonly backend: StreamBackend
  /** `unknown`: the backend could not be asked now. Answers within some seconds; never rejects for its backend's faults. */
  exists(projectId: string, stream: string): Promise<boolean | 'unknown'>
  /**
   * One outcome per record, in order. A record that was put may have failed to say so, and comes again with the same id.
   * Never rejects but for faults of our own store; ends within some seconds after `signal` aborts.
   */
  put(projectId: string, stream: string, records: StreamRecord[], signal: AbortSignal): Promise<PutOutcome[]>
  close(): Promise<void>
}

/** The same failure for each of the records. */
export const allFailed = (
  records: readonly StreamRecord[],
  reason: string,
  { gone = false, retryAfterMs = 0 }: { gone?: boolean; retryAfterMs?: number } = {},
): PutOutcome[] => records.map(() => ({ kind: 'failed', reason, gone, retryAfterMs }))
