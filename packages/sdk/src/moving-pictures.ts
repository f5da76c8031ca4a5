/** Takes the pictures out of a `multipart/x-mixed-replace` answer as it comes. */

export interface MovingPicture {
  /** JPEG. */
  jpeg: Uint8Array
  /** When it was taken, by the server's clock. */
  at: Date
  /** Pixels of the source's own frames, where told: lines and regions are given in these. */
  of?: { width: number; height: number }
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
      if (head === undefined || held.length < head.begin + head.length) break
      const { begin, length, about } = head
      yield { jpeg: held.slice(begin, begin + length), ...about }
      held = held.slice(begin + length)
    }
  }
}

/** @returns undefined while it is not whole; `begin` and `length`: where the picture begins, and its bytes */
function headOf(
  bytes: Uint8Array,
): { begin: number; length: number; about: Omit<MovingPicture, 'jpeg'> } | undefined {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, MOST_HEAD_BYTES))
  const end = text.indexOf(HEAD_END)
  if (end < 0 && text.length < MOST_HEAD_BYTES) return undefined
  const head = new Map(text.slice(0, end).split('\r\n').map(member))
  const length = Number(head.get('content-length'))
  if (end < 0 || !Number.isInteger(length)) throw new Error('the answer holds no live pictures')
  const [width, height] = (head.get('x-picture-of') ?? '').split('x').map(Number)
  const at = new Date(head.get('x-picture-at') ?? Number.NaN)
  return {
    begin: end + HEAD_END.length,
    length,
    about: { at, ...(width && height ? { of: { width, height } } : {}) },
  }
}

function member(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}

function joined(one: Uint8Array, two: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + two.length)
  both.set(one)
  both.set(two, one.length)
  return both
}
