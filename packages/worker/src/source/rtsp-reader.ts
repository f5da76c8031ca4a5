/** Cuts one side of an RTSP connection into messages and the packets interleaved with them. */

export interface RtspMessage {
  kind: 'message'
  /** Request or status line. */
  line: string
  /** As received; names in their own case. */
  headers: [name: string, value: string][]
  body: Buffer
  /** All its bytes. */
  raw: Buffer
}

export interface RtspPacket {
  kind: 'packet'
  channel: number
  data: Buffer
  raw: Buffer
}

const HEAD_BYTES = 32 * 1024
/** A session description has a few hundred bytes. */
const BODY_BYTES = 256 * 1024
const DOLLAR = 0x24

export class RtspReader {
  private rest: Buffer = Buffer.alloc(0)

  /** What is not complete yet. */
  get pending(): Buffer {
    return this.rest
  }

  /**
   * What `chunk` completes, in order.
   * @throws Error when it is no RTSP, or larger than any message is
   */
  push(chunk: Buffer): (RtspMessage | RtspPacket)[] {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk
    const found: (RtspMessage | RtspPacket)[] = []
    for (let next = this.cut(); next; next = this.cut()) found.push(next)
    return found
  }

  private cut(): RtspMessage | RtspPacket | undefined {
    if (this.rest[0] === DOLLAR) return this.cutPacket()
    const end = /\r?\n\r?\n/.exec(this.rest.toString('latin1', 0, HEAD_BYTES))
    if (!end) {
      if (this.rest.length >= HEAD_BYTES) throw new Error('the head of an RTSP message is too long')
      return undefined
    }
    const lines = this.rest.toString('latin1', 0, end.index).replaceAll('\r', '').split('\n')
    const headers = lines.slice(1).map(headerOf)
    const length = Number(headerValue(headers, 'content-length') ?? 0)
    if (!Number.isInteger(length) || length < 0 || length > BODY_BYTES)
      throw new Error('the body of an RTSP message is too long')
    const bodyAt = end.index + end[0].length
    if (this.rest.length < bodyAt + length) return undefined
    const raw = this.take(bodyAt + length)
    return { kind: 'message', line: lines[0] ?? '', headers, body: raw.subarray(bodyAt), raw }
  }

  private cutPacket(): RtspPacket | undefined {
    if (this.rest.length < 4) return undefined
    const length = this.rest.readUInt16BE(2)
    if (this.rest.length < 4 + length) return undefined
    const raw = this.take(4 + length)
    return { kind: 'packet', channel: raw[1] ?? 0, data: raw.subarray(4), raw }
  }

  private take(bytes: number): Buffer {
    const taken = this.rest.subarray(0, bytes)
    this.rest = this.rest.subarray(bytes)
    return taken
  }
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':')
  return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}

/** @param name in lower case */
export function headerValue(headers: RtspMessage['headers'], name: string): string | undefined {
  return headers.find(([found]) => found.toLowerCase() === name)?.[1]
}

/** The number of a status line; 0 when it is none. */
export function statusOf(line: string): number {
  return Number(/^RTSP\/\S+\s+(\d{3})(?!\d)/.exec(line)?.[1] ?? 0)
}

/** @param change new values by lower-case name; undefined takes a header out. The length is that of the body. */
export function rewritten(message: RtspMessage, change: Record<string, string | undefined>): Buffer {
  const kept = message.headers
    .filter(([name]) => name !== '' && name.toLowerCase() !== 'content-length')
    .map(([name, value]): [string, string | undefined] => {
      const lower = name.toLowerCase()
      return [name, lower in change ? change[lower] : value]
    })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
  if (message.body.length > 0) kept.push(`Content-Length: ${message.body.length}`)
  return Buffer.concat([
    Buffer.from(`${[message.line, ...kept].join('\r\n')}\r\n\r\n`, 'latin1'),
    message.body,
  ])
}

/** One packet between the messages of a connection; at most 65535 bytes. */
export function interleaved(channel: number, data: Uint8Array): Buffer {
  const head = Buffer.from([DOLLAR, channel, data.length >> 8, data.length & 0xff])
  return Buffer.concat([head, data])
}
