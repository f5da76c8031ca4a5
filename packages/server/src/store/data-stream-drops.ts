/** Records of data streams that go: the oldest when a stream is full, those that are old, all when it is deleted. */
import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql, type Transaction } from 'kysely'
import { inTransaction } from './errors.js'
import type { Tables } from './schema.js'

/** Rows and bytes that go in one piece of work, which nothing else of the server gets a turn in. */
const MOST_ROWS = 500
const MOST_BYTES = 16_777_216
const HOUR_MS = 3_600_000

/** The fullest partition gives way first; each keeps its newest record. @param most bytes of the stream */
export async function makeRoom(tx: Transaction<Tables>, streamId: string, most: number): Promise<void> {
  const partitions = await tx
    .selectFrom('data_stream_partitions')
    .select(['number', 'bytes', 'next'])
    .where('stream_id', '=', streamId)
    .orderBy('bytes', 'desc')
    .execute()
  let tooMany = partitions.reduce((sum, { bytes }) => sum + bytes, 0) - most
  for (const { number, next } of partitions)
    for (let dropped = 1; tooMany > 0 && dropped > 0; tooMany -= dropped) {
      const oldest = await oldestOf(tx, streamId, number)
      dropped = await drop(
        tx,
        streamId,
        number,
        upTo(
          tooMany,
          oldest.filter((row) => row.sequence < next - 1),
        ),
      )
    }
}

/** What is older than its stream keeps it, piece by piece. @returns how many records */
export async function pruneRecords(db: Kysely<Tables>, now: number): Promise<number> {
  const partitions = await db
    .selectFrom('data_stream_partitions as p')
    .innerJoin('data_streams as s', 's.id', 'p.stream_id')
    .select(['p.stream_id', 'p.number', 's.hours'])
    .execute()
  let total = 0
  for (const { stream_id, number, hours } of partitions)
    for (let some = 1; some > 0; total += some) {
      some = await dropSome(db, stream_id, number, ({ at }) => at < now - hours * HOUR_MS)
      if (some > 0) await setImmediate()
    }
  return total
}

/** All that is in a stream by now, piece by piece: it is about to be deleted. */
export async function dropAll(db: Kysely<Tables>, streamId: string): Promise<void> {
  const partitions = await db
    .selectFrom('data_stream_partitions')
    .select(['number', 'next'])
    .where('stream_id', '=', streamId)
    .execute()
  for (const { number, next } of partitions)
    while ((await dropSome(db, streamId, number, ({ sequence }) => sequence < next)) > 0) await setImmediate()
}

/** @returns how many of the oldest went, as long as each is wanted away; 0: none is left that is */
async function dropSome(
  db: Kysely<Tables>,
  streamId: string,
  partition: number,
  isWanted: (row: Row) => boolean,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const oldest = await oldestOf(tx, streamId, partition)
    const some = upTo(MOST_BYTES, oldest.filter(isWanted))
    await drop(tx, streamId, partition, some)
    return some.length
  })
}

interface Row {
  sequence: number
  bytes: number
  at: number
}

/** Times never fall within a partition, so that the oldest are those with the lowest numbers. */
async function oldestOf(tx: Transaction<Tables>, streamId: string, partition: number): Promise<Row[]> {
  return tx
    .selectFrom('data_stream_records')
    .select(['sequence', 'bytes', 'at'])
    .where('stream_id', '=', streamId)
    .where('partition', '=', partition)
    .orderBy('sequence')
    .limit(MOST_ROWS)
    .execute()
}

/** The first ones that have this many bytes together, or all. */
function upTo(bytes: number, rows: Row[]): Row[] {
  let total = 0
  return rows.filter((row) => {
    const isWanted = total < bytes
    total += row.bytes
    return isWanted
  })
}

/** @returns their bytes */
async function drop(
  tx: Transaction<Tables>,
  streamId: string,
  partition: number,
  rows: Row[],
): Promise<number> {
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
  return bytes
}
