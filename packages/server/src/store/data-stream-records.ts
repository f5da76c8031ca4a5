/** Records of data streams in SQL: appended with growing numbers, read from a number on. */
import {
  type KeptStreamRecord,
  type NewStreamRecord,
  StreamGone,
  type StreamPartition,
  streamBytesOf,
} from '@vigia/core'
import type { Kysely, Transaction } from 'kysely'
import { makeRoom } from './data-stream-drops.js'
import { inTransaction } from './errors.js'
import type { Tables } from './schema.js'

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
            bytes: streamBytesOf(record),
            data: record.data,
          })
          .execute()
        sequences[i] = next++
        bytes += streamBytesOf(record)
      }
      await tx
        .updateTable('data_stream_partitions')
        .set({ next, bytes, at: since })
        .where('stream_id', '=', streamId)
        .where('number', '=', number)
        .execute()
    }
    await makeRoom(tx, streamId, most)
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
  const last = fitting.at(-1)
  if (!last) return []
  // By number: were some of them dropped in between, others that nobody has measured would take their places.
  return ofPartition
    .select(['sequence', 'key', 'data', 'at'])
    .where('sequence', '<=', last.sequence)
    .execute()
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
