/** Records of data streams: put by clients, and read from a cursor on. */
import {
  type PutStreamRecords,
  type StreamCursorQuery,
  StreamError,
  type StreamErrorCode,
  type StreamRecords,
  type StreamRecordsPut,
  type StreamRecordsQuery,
} from '@vigia/contract'
import {
  type DataStream,
  type DataStreamStore,
  type NewStreamRecord,
  StreamGone,
  type StreamPartition,
} from '@vigia/core'
import { hashOf, MOST_HASH, partitionOf } from '../data-streams/partitions.js'
import { findDataStream, type StreamDeps } from './data-streams.js'
import type { Caller } from './job-deps.js'
import { idOf, numberOf } from './partition-ids.js'
import type { PutRates } from './put-rates.js'
import { noCursor, readCursor, writeCursor } from './stream-cursors.js'

export interface RecordDeps extends StreamDeps {
  streamBytes: number
  putRates: PutRates
}

type Wanted = PutStreamRecords['records'][number]
type Refused = { code: StreamErrorCode; message: string }

/** Partitions may be opened and closed while records are given their places. */
const MOST_TRIES = 3

/** Record by record: some may be refused while the others are stored. @throws StreamError DIS.4301 */
export async function putStreamRecords(
  deps: RecordDeps,
  caller: Caller,
  body: PutStreamRecords,
): Promise<StreamRecordsPut> {
  for (let tries = 1; ; tries++)
    try {
      return await putOnce(deps, caller, body)
    } catch (error) {
      if (!(error instanceof StreamGone)) throw error
      if (tries === MOST_TRIES)
        throw new StreamError('DIS.5250', 'stream_name: the partitions are changed just now; put it again')
    }
}

/** @throws StreamError DIS.4301; StreamGone when the stream was changed meanwhile: nothing is stored */
async function putOnce(
  deps: RecordDeps,
  caller: Caller,
  { stream_name: name, records }: PutStreamRecords,
): Promise<StreamRecordsPut> {
  const { dataStreams, clock, putRates, streamBytes } = deps
  const stream = await findDataStream(deps, caller, name)
  const partitions = await dataStreams.partitions(stream.id)
  const now = clock.now()
  const placed = records.map((record): NewStreamRecord | Refused => {
    const partition = placeOf(record, stream, partitions)
    if (typeof partition !== 'number') return partition
    const data = Buffer.from(record.data, 'base64')
    return putRates.take(stream, partition, data.length, now)
      ? { partition, key: record.partition_key ?? '', data }
      : {
          code: 'DIS.4303',
          message: `partition ${idOf(partition)} takes no more in this second; put it again a little later, or give the stream more partitions`,
        }
  })
  const taken = placed.filter((one): one is NewStreamRecord => 'data' in one)
  const sequences = taken.length === 0 ? [] : await dataStreams.append(stream.id, taken, now, streamBytes)
  let next = 0
  const answers = placed.map((one) =>
    'data' in one
      ? { partition_id: idOf(one.partition), sequence_number: String(sequences[next++]) }
      : { error_code: one.code, error_message: one.message },
  )
  return { failed_record_count: placed.length - taken.length, records: answers }
}

/** Records without any key are spread evenly. */
let unkeyed = 0

function placeOf(
  { partition_id, explicit_hash_key, partition_key }: Wanted,
  stream: DataStream,
  partitions: StreamPartition[],
): number | Refused {
  if (typeof partition_id === 'string') {
    const partition = partitions[numberOf(partition_id)]
    if (!partition)
      return { code: 'DIS.4302', message: `partition_id: the stream has no partition ${partition_id}` }
    return partition.isOpen
      ? partition.number
      : {
          code: 'DIS.4319',
          message: `partition_id: ${partition_id} takes no more records; the stream was made smaller`,
        }
  }
  if (typeof explicit_hash_key === 'string') {
    const hash = BigInt(explicit_hash_key)
    return hash <= MOST_HASH
      ? partitionOf(hash, stream.partitions)
      : { code: 'DIS.4200', message: `explicit_hash_key: must be 0 to ${MOST_HASH}` }
  }
  if (partition_key) return partitionOf(hashOf(partition_key), stream.partitions)
  unkeyed = (unkeyed + 1) % stream.partitions
  return unkeyed
}

/** @returns the cursor; @throws StreamError */
export async function cursorOf(
  deps: Pick<RecordDeps, 'dataStreams' | 'clock'>,
  caller: Caller,
  query: StreamCursorQuery,
): Promise<string> {
  const stream = await findDataStream(deps, caller, query['stream-name'], 'stream-name')
  const id = query['partition-id']
  const partition = (await deps.dataStreams.partitions(stream.id))[numberOf(id)]
  if (!partition)
    throw new StreamError('DIS.4302', `partition-id: stream ${stream.name} has no partition ${id}`)
  const sequence = await startOf(deps.dataStreams, stream, partition, query)
  const { name: streamName, id: streamId } = stream
  return writeCursor({ streamName, streamId, partition: partition.number, sequence }, deps.clock.now())
}

async function startOf(
  dataStreams: DataStreamStore,
  stream: DataStream,
  { number, first, next }: StreamPartition,
  query: StreamCursorQuery,
): Promise<number> {
  const { timestamp, 'starting-sequence-number': given, 'cursor-type': type } = query
  if (type === 'TRIM_HORIZON') return first
  if (type === 'LATEST') return next
  if (type === 'AT_TIMESTAMP') {
    if (timestamp === undefined) throw new StreamError('DIS.4200', 'timestamp: is required with AT_TIMESTAMP')
    return (await dataStreams.firstSince(stream.id, number, timestamp)) ?? next
  }
  if (given === undefined)
    throw new StreamError('DIS.4216', `starting-sequence-number: is required with ${type}`)
  const wanted = BigInt(given) + (type === 'AFTER_SEQUENCE_NUMBER' ? 1n : 0n)
  if (wanted < BigInt(first) || wanted > BigInt(next))
    throw new StreamError(
      'DIS.4224',
      `starting-sequence-number: partition ${idOf(number)} keeps ${first} to ${next - 1}; use TRIM_HORIZON for the oldest`,
    )
  return Number(wanted)
}

/** What was dropped since the cursor was given out is passed over. @throws StreamError */
export async function readStreamRecords(
  { dataStreams, clock }: Pick<RecordDeps, 'dataStreams' | 'clock'>,
  { projectId }: Caller,
  { 'partition-cursor': text, limit: records, max_fetch_bytes: bytes }: StreamRecordsQuery,
): Promise<StreamRecords> {
  const cursor = readCursor(text, clock.now())
  const stream = await dataStreams.stream(projectId, cursor.streamName)
  if (stream?.id !== cursor.streamId) throw noCursor()
  const { partition, sequence } = cursor
  const found = await dataStreams.read(stream.id, partition, sequence, { records, bytes })
  const next = found.at(-1)
  return {
    next_partition_cursor: writeCursor(
      { ...cursor, sequence: next ? next.sequence + 1 : sequence },
      clock.now(),
    ),
    records: found.map((record) => ({
      partition_key: record.key,
      sequence_number: String(record.sequence),
      data: Buffer.from(record.data).toString('base64'),
      timestamp: record.at,
      timestamp_type: 'CreateTime',
    })),
  }
}
