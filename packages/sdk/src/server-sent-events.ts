/** Takes the messages out of a `text/event-stream` answer as it comes. */

export interface ServerSentEvent {
  /** The last one that was told, by this message or one before; empty before the first. */
  id: string
  /** Empty when the message only tells an id, or that the server is still there. */
  data: string
}

/** No message of ours is longer: what is, is something else. */
const MOST_HELD = 64_000_000

/** One that is cut off is none. @throws Error when the answer is none of Vigia's */
export async function* serverSentEvents(pieces: AsyncIterable<string>): AsyncGenerator<ServerSentEvent> {
  let id = ''
  let data: string[] = []
  for await (const line of lines(pieces)) {
    if (line === '') {
      yield { id, data: data.join('\n') }
      data = []
      continue
    }
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (name === 'id') id = value
    if (name === 'data') data.push(value)
  }
}

async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held: string[] = []
  let length = 0
  for await (const piece of pieces) {
    const [first = '', ...rest] = piece.split('\n')
    held.push(first)
    length += first.length
    if (length > MOST_HELD) throw new Error('the answer holds no events')
    for (const next of rest) {
      yield held.join('').replace(/\r$/, '')
      held = [next]
      length = next.length
    }
  }
}
