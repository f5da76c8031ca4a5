/** The streams that the platform keeps itself: partitions of records in the order in which they came, and their readers. */

export const STREAM_TYPES = ['COMMON', 'ADVANCED'] as const
export type StreamType = (typeof STREAM_TYPES)[number]

export interface DataStream {
  /** 32 lower-case hex digits; a stream of the same name made later has another one. */
  id: string
  projectId: string
  /** Unique within its project. */
  name: string
  type: StreamType
  /** What users say is in it; nobody looks. */
  dataType: string
  /** Partitions that take records, at least 1. */
  partitions: number
  /** How long records are kept. */
  hours: number
  /** Integer milliseconds UTC. */
  createdAt: number
  updatedAt: number
}

export interface StreamPartition {
  /** From 0. */
  number: number
  /** Takes records; one that the stream was made smaller by is only read. */
  isOpen: boolean
  /** Sequence number of the oldest record that is kept; `next` when none is. */
  first: number
  /** Sequence number that the next record gets. */
  next: number
}

export interface NewStreamRecord {
  /** Number of an open partition. */
  partition: number
  /** Empty: none was given. */
  key: string
  data: Uint8Array
}

/** About what a row costs beside its data and its key. */
const ROW_BYTES = 64

/** What a record takes of the room of its stream, and of an answer: data, key, and something for itself. */
export const streamBytesOf = ({ key, data }: Pick<NewStreamRecord, 'key' | 'data'>): number =>
  data.length + Buffer.byteLength(key) + ROW_BYTES

export interface KeptStreamRecord {
  sequence: number
  key: string
  data: Uint8Array
  /** When it was put, integer milliseconds UTC; never falls within a partition. */
  at: number
}

export interface StreamApp {
  id: string
  projectId: string
  /** Unique within its project. */
  name: string
  createdAt: number
}

export interface Checkpoint {
  partition: number
  sequence: string
  metadata: string
}

/** Thrown when the stream, or the partition that is to take records, is not there any more. */
export class StreamGone extends Error {}

export interface NamePage {
  /** Names behind this one. */
  after?: string
  limit: number
}

export interface DataStreamStore {
  /**
   * @param most streams that the project may have
   * @throws ProjectGone, NameTaken, QuotaReached
   */
  addStream(stream: DataStream, most: number): Promise<void>
  stream(projectId: string, name: string): Promise<DataStream | undefined>
  /** By name. */
  listStreams(projectId: string, page: NamePage): Promise<{ streams: DataStream[]; total: number }>
  /**
   * With fewer partitions those with the highest numbers are closed, with more they are opened again first.
   * @returns the stream as it was before; undefined: there is none
   */
  changeStream(
    projectId: string,
    name: string,
    to: { partitions?: number; hours?: number; dataType?: string; at: number },
  ): Promise<DataStream | undefined>
  /** With its records and checkpoints, piece by piece: readers find less and less. @returns false: there is no such stream */
  removeStream(projectId: string, name: string): Promise<boolean>
  /** By number, closed ones too. */
  partitions(streamId: string): Promise<StreamPartition[]>

  /**
   * All or none.
   * @param most bytes that the stream may keep (`streamBytesOf`), closed partitions included; the oldest records of the
   * fullest partition make room, the newest of each stays in any case
   * @returns their sequence numbers
   * @throws StreamGone, StoreFull
   */
  append(streamId: string, records: NewStreamRecord[], at: number, most: number): Promise<number[]>
  /**
   * Those from `from` on, oldest first: as many as fit into both limits, and the first one in any case.
   * @param limit `bytes` as `streamBytesOf` counts them
   */
  read(
    streamId: string,
    partition: number,
    from: number,
    limit: { records: number; bytes: number },
  ): Promise<KeptStreamRecord[]>
  /** Sequence number of the oldest record kept that was put at this time or later; undefined: none was. */
  firstSince(streamId: string, partition: number, at: number): Promise<number | undefined>
  /** Drops what is older than its stream keeps it, piece by piece. @returns how many */
  prune(now: number): Promise<number>

  /**
   * @param most apps that the project may have
   * @throws ProjectGone, NameTaken, QuotaReached
   */
  addApp(app: StreamApp, most: number): Promise<void>
  app(projectId: string, name: string): Promise<StreamApp | undefined>
  /** By name; `streamId`: only those with a checkpoint there. */
  listApps(
    projectId: string,
    page: NamePage & { streamId?: string },
  ): Promise<{ apps: StreamApp[]; total: number }>
  /** With its checkpoints. @returns false when there is no such app */
  removeApp(projectId: string, name: string): Promise<boolean>

  /** Takes the place of the one before. @throws StreamGone when app or stream is not there any more */
  putCheckpoint(appId: string, streamId: string, checkpoint: Checkpoint): Promise<void>
  /** By partition. */
  checkpoints(appId: string, streamId: string): Promise<Checkpoint[]>
  /** @param partition undefined: those of all partitions */
  removeCheckpoints(appId: string, streamId: string, partition: number | undefined): Promise<void>
  /** Names of the streams in which the app has a checkpoint. */
  streamsOfApp(appId: string): Promise<string[]>
}
