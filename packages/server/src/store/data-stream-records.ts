/** Records of data streams in SQL: appended with growing numbers, read from a number on, dropped when they are old. */
import { type KeptStreamRecord, type NewStreamRecord, StreamGone, type StreamPartition } from '@vigia/core'
import { type Kysely, sql, type Transaction } from 'kysely'
import { inTransaction } from './errors.js'
import type { Tables } from './schema.js'

/** Rows that are looked at or dropped in one go. */
const CHUNK = 500
/** What one call drops at most, so that others get their turn. */
const MOST_PRUNED = 5_000
const HOUR_MS = 3_600_000

export async function partitionsOf(db: Kysely<Tables>, streamId: string): Promise<StreamPartition[]> {
  const rows = await db
    .selectFrom('data_stream_partitions as p')
    .select((eb) => [
      'p.number',
      'p.open',
      'p.next',
      eb
        .selectFrom('data_stream_records as r')
        .select('r.sequence')
        .whereRef('r.stream_id', '=', 'p.stream_id')
        .whereRef('r.partition', '=', 'p.number')
        .orderBy('r.sequence')
        .limit(1)
        .as('first'),
    ])
    .where('p.stream_id', '=', streamId)
    .orderBy('p.number')
    .execute()
  return rows.map(({ number, open, next, first }) => ({
    number,
    isOpen: open === 1,
    first: first ?? next,
    next,
  }))
}

export async function appendRecords(
  db: Kysely<Tables>,
  streamId: string,
  records: NewStreamRecord[],
  at: number,
  most: number,
): Promise<number[]> {
  const sequences = new Array<number>(records.length)
  await inTransaction(db, async (tx) => {
    for (const number of new Set(records.map(({ partition }) => partition))) {
      const partition = await openPartition(tx, streamId, number)
      let { next, bytes } = partition
      // The clock may have been put back: readers by time rely on the order.
      const since = Math.max(at, partition.at)
      for (const [i, record] of records.entries()) {
        if (record.partition !== number) continue
        await tx
          .insertInto('data_stream_records')
          .values({
            stream_id: streamId,
            partition: number,
            sequence: next,
            at: since,
            key: record.key,
            bytes: record.data.length,
            data: record.data,
          })
          .execute()
        sequences[i] = next++
        bytes += record.data.length
      }
      const kept = bytes - (await makeRoom(tx, streamId, number, bytes - most, next - 1))
      await tx
        .updateTable('data_stream_partitions')
        .set({ next, bytes: kept, at: since })
        .where('stream_id', '=', streamId)
        .where('number', '=', number)
        .execute()
    }
  })
  return sequences
}

async function openPartition(tx: Transaction<Tables>, streamId: string, number: number) {
  const row = await tx
    .selectFrom('data_stream_partitions')
    .select(['next', 'bytes', 'at'])
    .where('stream_id', '=', streamId)
    .where('number', '=', number)
    .where('open', '=', 1)
    .executeTakeFirst()
  if (!row) throw new StreamGone(`partition ${number} of stream ${streamId} is not there any more`)
  return row
}

/** @param newest is kept in any case; @returns bytes that were dropped, the oldest first */
async function makeRoom(
  tx: Transaction<Tables>,
  streamId: string,
  partition: number,
  tooMany: number,
  newest: number,
): Promise<number> {
  let dropped = 0
  while (dropped < tooMany) {
    const rows = await tx
      .selectFrom('data_stream_records')
      .select(['sequence', 'bytes'])
      .where('stream_id', '=', streamId)
      .where('partition', '=', partition)
      .where('sequence', '<', newest)
      .orderBy('sequence')
      .limit(CHUNK)
      .execute()
    if (rows.length === 0) break
    let last = 0
    for (const row of rows) {
      if (dropped >= tooMany) break
      dropped += row.bytes
      last = row.sequence
    }
    await tx
      .deleteFrom('data_stream_records')
      .where('stream_id', '=', streamId)
      .where('partition', '=', partition)
      .where('sequence', '<=', last)
      .execute()
  }
  return dropped
}

export async function readRecords(
  db: Kysely<Tables>,
  streamId: string,
  partition: number,
  from: number,
  limit: { records: number; bytes: number },
): Promise<KeptStreamRecord[]> {
  const ofPartition = db
    .selectFrom('data_stream_records')
    .where('stream_id', '=', streamId)
    .where('partition', '=', partition)
    .where('sequence', '>=', from)
    .orderBy('sequence')
  // How many fit is told by their sizes, so that data that would not be sent is not read.
  const sizes = await ofPartition.select(['sequence', 'bytes']).limit(limit.records).execute()
  let total = 0
  const fitting = sizes.filter(({ bytes }, i) => {
    total += bytes
    return i === 0 || total <= limit.bytes
  })
  if (fitting.length === 0) return []
  return ofPartition.select(['sequence', 'key', 'data', 'at']).limit(fitting.length).execute()
}

export async function firstSince(
  db: Kysely<Tables>,
  streamId: string,
  partition: number,
  at: number,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('data_stream_records')
    .select('sequence')
    .where('stream_id', '=', streamId)
    .where('partition', '=', partition)
    .where('at', '>=', at)
    .orderBy('at')
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst()
  return row?.sequence
}

export async function pruneRecords(db: Kysely<Tables>, now: number): Promise<number> {
  const partitions = await db
    .selectFrom('data_stream_partitions as p')
    .innerJoin('data_streams as s', 's.id', 'p.stream_id')
    .select(['p.stream_id', 'p.number', 's.hours'])
    .execute()
  let total = 0
  for (const { stream_id, number, hours } of partitions)
    for (let dropped = CHUNK; dropped === CHUNK && total < MOST_PRUNED; total += dropped)
      dropped = await inTransaction(db, (tx) => pruneChunk(tx, stream_id, number, now - hours * HOUR_MS))
  return total
}

async function pruneChunk(
  tx: Transaction<Tables>,
  streamId: string,
  partition: number,
  before: number,
): Promise<number> {
  const rows = await tx
    .selectFrom('data_stream_records')
    .select(['sequence', 'bytes'])
    .where('stream_id', '=', streamId)
    .where('partition', '=', partition)
    .where('at', '<', before)
    .orderBy('at')
    .orderBy('sequence')
    .limit(CHUNK)
    .execute()
  const last = rows.at(-1)
  if (!last) return 0
  await tx
    .deleteFrom('data_stream_records')
    .where('stream_id', '=', streamId)
    .where('partition', '=', partition)
    .where('sequence', '<=', last.sequence)
    .execute()
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0)
  await tx
    .updateTable('data_stream_partitions')
    .set({ bytes: sql<number>`bytes - ${bytes}` })
    .where('stream_id', '=', streamId)
    .where('number', '=', partition)
    .execute()
  return rows.length
}
