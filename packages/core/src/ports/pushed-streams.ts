/** Streams that encoders push to the platform: their register, and where a run finds the one it reads. */

export interface RegisteredStream {
  projectId: string
  /** Unique within its project. */
  name: string
  /** What the encoder shows; a secret. */
  key: string
  /** Integer milliseconds UTC. */
  createdAt: number
}

export interface PushedStreamStore {
  /**
   * @param most streams that the project may have
   * @throws ProjectGone, NameTaken, QuotaReached
   */
  addStream(stream: RegisteredStream, most: number): Promise<void>
  stream(projectId: string, name: string): Promise<RegisteredStream | undefined>
  /** Those of the names that are there, in no order. */
  streamNames(projectId: string, names: string[]): Promise<string[]>
  /** By name. */
  listStreams(
    projectId: string,
    page: { offset: number; limit: number },
  ): Promise<{ streams: RegisteredStream[]; total: number }>
  /** @returns false when there is no such stream */
  changeKey(projectId: string, name: string, key: string): Promise<boolean>
  /** How many jobs read it: none, and it is gone; some, and it stays. Undefined: there is no such stream. */
  removeStream(projectId: string, name: string): Promise<number | undefined>
}

/** What is known of a stream just now. */
export interface PushedStream {
  /** An encoder is connected. */
  isPushed: boolean
  /** Where to read it, with a secret in it; there once a picture can be had. */
  url?: string
  /** Of the address, which is the platform's own. */
  endpoint?: { address: string; port: number }
}

/** Where pushes arrive; asked by workers. */
export interface PushedStreams {
  /**
   * Resolves as soon as the stream can be read, at the latest after the patience.
   * @param how `patienceMs` 0 answers at once; `signal` ends the wait early
   */
  find(
    projectId: string,
    name: string,
    how: { signal: AbortSignal; patienceMs: number },
  ): Promise<PushedStream>
}
