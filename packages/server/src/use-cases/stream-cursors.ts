/** Cursors: where the reading of a partition goes on, as text that is given out and comes back within 5 minutes. Pure. */
import { StreamError } from '@vigia/contract'

const GOOD_MS = 5 * 60_000

/** Whoever writes one of his own reads no more by it than he may: the stream is looked up in his project. */
export interface Cursor {
  streamName: string
  streamId: string
  partition: number
  /** Of the record that comes next. */
  sequence: number
}

export function writeCursor({ streamName, streamId, partition, sequence }: Cursor, now: number): string {
  return Buffer.from(JSON.stringify([streamName, streamId, partition, sequence, now])).toString('base64url')
}

/** @throws StreamError DIS.4217 when it cannot be read, DIS.4225 when it is too old */
export function readCursor(text: string, now: number): Cursor {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    throw noCursor()
  }
  if (!Array.isArray(parts) || parts.length !== 5) throw noCursor()
  const [streamName, streamId, partition, sequence, at] = parts as unknown[]
  const isRight =
    typeof streamName === 'string' &&
    typeof streamId === 'string' &&
    [partition, sequence, at].every((number) => Number.isSafeInteger(number) && Number(number) >= 0)
  if (!isRight) throw noCursor()
  if (now - Number(at) > GOOD_MS)
    throw new StreamError(
      'DIS.4225',
      'partition-cursor: is older than 5 minutes; get another one (GET /v2/{project_id}/cursors)',
    )
  return { streamName, streamId, partition: Number(partition), sequence: Number(sequence) }
}

export const noCursor = (): StreamError =>
  new StreamError(
    'DIS.4217',
    'partition-cursor: is none that was given out for a stream of this project; get one (GET /v2/{project_id}/cursors)',
  )
