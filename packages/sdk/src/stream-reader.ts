/** Reads a data stream to its end and on: all partitions in turn, cursors renewed, checkpoints noted. */
import type { DataStreamDetails } from '@vigia/contract'
import type { DataStreams, ReadRecord } from './data-streams.js'
import { VigiaError } from './errors.js'

export interface ReadOptions {
  /** Goes on where this app has come to, and notes how far it comes; it is made when it is not there. */
  app?: string
  /** Where partitions begin in which the app has no checkpoint; `oldest` when left out. */
  from?: 'oldest' | 'newest'
  /** Records that are fetched at once, 1-10,000 (1000). */
  limit?: number
  /** How long to wait when there is nothing new, milliseconds (1000). */
  pauseMs?: number
  /** Ends the reading without an error. */
  signal?: AbortSignal
}

/** How far a partition was read. */
interface Place {
  /** Sequence number that comes next; undefined: the oldest that is kept. */
  next: bigint | undefined
  cursor: string | undefined
}

type Streams = Pick<DataStreams, 'get' | 'cursor' | 'records' | 'apps'>

export async function* readStream(
  streams: Streams,
  name: string,
  { app, from = 'oldest', limit, pauseMs = 1_000, signal }: ReadOptions,
): AsyncGenerator<ReadRecord, void, undefined> {
  if (app !== undefined) await makeApp(streams, app)
  const places = new Map<string, Place>()
  // Partitions that are added later are read whole.
  for (let begin = from; !signal?.aborted; begin = 'oldest') {
    let found = 0
    for (const partition of await partitionsOf(streams, name)) {
      const id = partition.partition_id
      const place = places.get(id) ?? (await beginOf(streams, name, partition, begin, app))
      places.set(id, place)
      for await (const record of someOf(streams, { name, id, place, app, limit })) {
        if (signal?.aborted) return
        found++
        yield record
      }
    }
    if (found === 0) await pause(pauseMs, signal)
  }
}

interface Part {
  name: string
  id: string
  place: Place
  app: string | undefined
  limit: number | undefined
}

/** One fetch. What the loop has done with is noted at its end, also when the loop ends before. */
async function* someOf(streams: Streams, { name, id, place, app, limit }: Part): AsyncGenerator<ReadRecord> {
  const { records, next } = await fetchSome(streams, name, id, place, limit)
  place.cursor = next
  let done: string | undefined
  try {
    for (const record of records) {
      yield record
      done = record.sequenceNumber
      place.next = BigInt(done) + 1n
    }
  } finally {
    if (done !== undefined && app !== undefined)
      await streams.apps.saveCheckpoint({ app, stream: name, partitionId: id }, done)
  }
}

/** Cursors end after 5 minutes, which the work on records may have taken, and with their stream. */
async function fetchSome(
  streams: Streams,
  name: string,
  id: string,
  place: Place,
  limit: number | undefined,
): ReturnType<DataStreams['records']> {
  const limits = limit === undefined ? {} : { limit }
  try {
    place.cursor ??= await cursorOf(streams, name, id, place)
    return await streams.records(id, place.cursor, limits)
  } catch (error) {
    if (!isCode(error, 'DIS.4225', 'DIS.4217')) throw error
    place.cursor = await cursorOf(streams, name, id, place)
    return streams.records(id, place.cursor, limits)
  }
}

/** What was dropped in the meantime is passed over. */
async function cursorOf(streams: Streams, name: string, id: string, { next }: Place): Promise<string> {
  try {
    if (next !== undefined)
      return await streams.cursor(name, id, { 'starting-sequence-number': String(next) })
  } catch (error) {
    if (!isCode(error, 'DIS.4224')) throw error
  }
  return streams.cursor(name, id, { 'cursor-type': 'TRIM_HORIZON' })
}

async function beginOf(
  streams: Streams,
  name: string,
  { partition_id: partitionId, sequence_number_range: range }: DataStreamDetails['partitions'][number],
  from: 'oldest' | 'newest',
  app: string | undefined,
): Promise<Place> {
  const noted =
    app === undefined
      ? ''
      : (await streams.apps.checkpoint({ app, stream: name, partitionId })).sequence_number
  if (noted !== '') return { next: BigInt(noted) + 1n, cursor: undefined }
  // By its number, not as LATEST, so that nothing is lost when the cursor has to be renewed.
  const [, newest] = from === 'newest' ? (/: (\d+)\]$/.exec(range) ?? []) : []
  return { next: newest === undefined ? undefined : BigInt(newest), cursor: undefined }
}

async function partitionsOf(streams: Streams, name: string): Promise<DataStreamDetails['partitions']> {
  return (await streams.get(name, { limit_partitions: 1000 })).partitions
}

async function makeApp({ apps }: Streams, name: string): Promise<void> {
  try {
    await apps.get(name)
  } catch (error) {
    if (!isCode(error, 'DIS.4332')) throw error
    // Another reader may make it at the same moment.
    await apps.create(name).catch((refused: unknown) => {
      if (!isCode(refused, 'DIS.4330')) throw refused
    })
  }
}

const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof VigiaError && codes.includes(error.code)

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
  })
}
