/** Data streams: made, filled and read record by record. Every call throws VigiaError (`DIS.…`) when it fails. */
import type {
  CreateDataStream,
  DataStreamChanged,
  DataStreamDetails,
  DataStreamList,
  DataStreamQuery,
  DataStreamsQuery,
  StreamCursor,
  StreamCursorQuery,
  StreamRecords,
  StreamRecordsPut,
  StreamRecordsQuery,
  UpdateDataStream,
} from '@vigia/contract'
import { bytesOf, fromBase64, toBase64 } from './base64.js'
import { type Caller, inProject, part } from './caller.js'
import { StreamApps } from './stream-apps.js'
import { type ReadOptions, readStream } from './stream-reader.js'

/** What is put. */
export interface NewRecord {
  /** Up to 1 MiB; text is sent as UTF-8. */
  data: Uint8Array | string
  /** Records of one key go to one partition and stay in order; without any they are spread. */
  key?: string
  /** Instead of a key: this very partition. */
  partitionId?: string
}

/** What is read. */
export interface ReadRecord {
  partitionId: string
  /** Decimal digits; grows within the partition. */
  sequenceNumber: string
  /** Empty: it was put without one. */
  key: string
  data: Uint8Array
  /** When it was put, milliseconds since 1970. */
  at: number
}

const one = (name: string): string => `streams/${part(name)}`

export class DataStreams {
  /** Readers, and how far each has come. */
  readonly apps: StreamApps

  constructor(private readonly call: Caller) {
    this.apps = new StreamApps(call)
  }

  /** @param name 1 to 64 letters, digits, `-` and `_`, unique within the project */
  async create(name: string, options: Omit<CreateDataStream, 'stream_name'> = {}): Promise<void> {
    const body: CreateDataStream = { stream_name: name, ...options }
    await this.call.json(inProject('POST', 'streams', { body }))
  }

  /** One page by name; `limit` 1-100 (10), `start_stream_name` the last name of the page before. */
  async list(query: Partial<DataStreamsQuery> = {}): Promise<DataStreamList> {
    return (await this.call.json(inProject('GET', 'streams', { query }))) as DataStreamList
  }

  /** With its partitions; `limit_partitions` 1-1000 (100). */
  async get(name: string, query: Partial<DataStreamQuery> = {}): Promise<DataStreamDetails> {
    return (await this.call.json(inProject('GET', one(name), { query }))) as DataStreamDetails
  }

  /** More or fewer partitions (1-50), or another time that records are kept (1-168 hours). */
  async change(name: string, to: UpdateDataStream): Promise<DataStreamChanged> {
    return (await this.call.json(inProject('PUT', one(name), { body: to }))) as DataStreamChanged
  }

  /** With its records and checkpoints. */
  async delete(name: string): Promise<void> {
    await this.call.json(inProject('DELETE', one(name)))
  }

  /**
   * Up to 5000 records, 8 MB in all.
   * @returns of each record, in order, where it is stored, or why it is not: `DIS.4303` wants to be put again a little later
   */
  async put(name: string, records: readonly NewRecord[]): Promise<StreamRecordsPut> {
    const body = {
      stream_name: name,
      records: records.map(({ data, key, partitionId }) => ({
        data: toBase64(bytesOf(data)),
        ...(key === undefined ? {} : { partition_key: key }),
        ...(partitionId === undefined ? {} : { partition_id: partitionId }),
      })),
    }
    return (await this.call.json(inProject('POST', 'records', { body }))) as StreamRecordsPut
  }

  /** Where to begin to read a partition; good for 5 minutes. */
  async cursor(
    name: string,
    partitionId: string,
    where: Partial<Omit<StreamCursorQuery, 'stream-name' | 'partition-id'>>,
  ): Promise<string> {
    const query = { 'stream-name': name, 'partition-id': partitionId, ...where }
    const answer = (await this.call.json(inProject('GET', 'cursors', { query }))) as StreamCursor
    return answer.partition_cursor
  }

  /** Some records from a cursor on, none when there are no more yet, and the cursor to go on with. */
  async records(
    partitionId: string,
    cursor: string,
    limits: Partial<Omit<StreamRecordsQuery, 'partition-cursor'>> = {},
  ): Promise<{ records: ReadRecord[]; next: string }> {
    const query = { 'partition-cursor': cursor, ...limits }
    const answer = (await this.call.json(inProject('GET', 'records', { query }))) as StreamRecords
    const records = answer.records.map((record) => ({
      partitionId,
      sequenceNumber: record.sequence_number,
      key: record.partition_key,
      data: fromBase64(record.data),
      at: record.timestamp,
    }))
    return { records, next: answer.next_partition_cursor }
  }

  /**
   * All records of all partitions, also those that are yet to come, until the loop or `signal` ends it. With an app it goes
   * on where the app's checkpoints are, and notes there what the loop has done with: each record comes at least once.
   */
  read(name: string, options: ReadOptions = {}): AsyncGenerator<ReadRecord, void, undefined> {
    return readStream(this, name, options)
  }
}
