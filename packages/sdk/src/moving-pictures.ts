/** Takes the pictures out of a `multipart/x-mixed-replace` answer as it comes. */

export interface MovingPicture {
  /** JPEG. */
  jpeg: Uint8Array
  /** When it was taken, by the server's clock. */
  at: Date
}

/** A head ends with an empty line. */
const HEAD_END = '\r\n\r\n'
/** No head of ours is longer: what is, is something else. */
const MOST_HEAD_BYTES = 4_096

/** @throws Error when the answer is none of Vigia's */
export async function* movingPictures(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<MovingPicture> {
  let held = new Uint8Array(0)
  for await (const piece of pieces) {
    held = joined(held, piece)
    for (;;) {
      const head = headOf(held)
      if (head === undefined || held.length < head.end + head.length) break
      yield { jpeg: held.slice(head.end, head.end + head.length), at: head.at }
      held = held.slice(head.end + head.length)
    }
  }
}

/** @returns undefined while it is not whole; `end` and `length`: where the picture begins, and its bytes */
function headOf(bytes: Uint8Array): { end: number; length: number; at: Date } | undefined {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, MOST_HEAD_BYTES))
  const end = text.indexOf(HEAD_END)
  if (end < 0) {
    if (bytes.length > MOST_HEAD_BYTES) throw new Error('the answer holds no live pictures')
    return undefined
  }
  const head = text.slice(0, end)
  const length = /^content-length: (\d+)\r?$/im.exec(head)?.[1]
  if (length === undefined) throw new Error('the answer holds no live pictures')
  const at = new Date(/^x-picture-at: (\S+)\r?$/im.exec(head)?.[1] ?? Number.NaN)
  return { end: end + HEAD_END.length, length: Number(length), at }
}

function joined(one: Uint8Array, two: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + two.length)
  both.set(one)
  both.set(two, one.length)
  return both
}
