/** Has a lost source's server come back? Asked cheaply, without a decoder, while the source waits for its next attempt. */
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { AddressPolicy } from '@vigia/core'
import { parseAddress, type SourceAddress } from './address.js'
import { pause } from './pause.js'
import { dial, resolveChecked } from './resolve.js'

/** Between two questions: with one of them under way a return is met within 4 s, however far up the ladder is. */
const EVERY_MS = 2_000
const PATIENCE_MS = 2_000
/** The version that opens RTMP's handshake, then time and random bytes, which may be anything (RTMP 1.0, 5.2.2). */
const RTMP_HELLO = Buffer.concat([Buffer.from([3]), Buffer.alloc(1536)])
const DEAF = 'deaf'
const MOST_BYTES = 16_384

/**
 * Resolves after `waitMs`, or as soon as the server answers what it did not answer at first: a camera that has booted,
 * a server that goes on, a stream that is there again. Where there is no server to ask it just waits.
 * @param place where the source was looked for; undefined when that is not known
 * @param wasDeaf it said nothing when it was tried: what it says from now on is news
 */
export async function untilReturn(
  place: { url: string; policy: AddressPolicy } | undefined,
  wasDeaf: boolean,
  waitMs: number,
  signal: AbortSignal,
  everyMs = EVERY_MS,
): Promise<void> {
  const over = performance.now() + waitMs
  const address = place && addressOf(place.url)
  if (!place || !address || waitMs <= everyMs) return pause(waitMs, signal)
  let last = wasDeaf ? DEAF : await knock(address, place.policy, signal)
  for (;;) {
    const left = over - performance.now()
    if (left <= everyMs || signal.aborted) return pause(left, signal)
    await pause(everyMs, signal)
    const answer = await knock(address, place.policy, signal)
    if (answer !== last && answer !== DEAF) return
    last = answer
  }
}

function addressOf(url: string): SourceAddress | undefined {
  try {
    const address = parseAddress(url)
    return address.scheme === 'file' ? undefined : address
  } catch {
    return undefined
  }
}

/** What the server says first: its status where it tells one; `deaf` when it says nothing. */
async function knock(address: SourceAddress, policy: AddressPolicy, signal: AbortSignal): Promise<string> {
  try {
    const socket = await dial(
      await resolveChecked(address.host, address.port, policy),
      address.port,
      PATIENCE_MS,
    )
    const speaker = address.scheme === 'https' ? connectTls({ socket, rejectUnauthorized: false }) : socket
    const close = (): void => void speaker.destroy()
    const timer = setTimeout(close, PATIENCE_MS)
    signal.addEventListener('abort', close, { once: true })
    try {
      speaker.on('error', close)
      if (signal.aborted) close()
      speaker.write(question(address))
      const answer = await beginning(speaker)
      return answer.length > 0 ? statusOf(address, answer) : DEAF
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', close)
      close()
      socket.destroy()
    }
  } catch {
    return DEAF
  }
}

/** Up to 16 KB, so that a playlist is known by its segments; a file or a stream has no end to wait for. */
async function beginning(speaker: Socket): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of speaker as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= MOST_BYTES || !/^HTTP/.test(chunks[0]!.toString('latin1', 0, 4))) break
    }
  } catch {
    // Cut off, or out of patience: what came until then is the answer.
  }
  return Buffer.concat(chunks)
}

/** No user or password goes along: the refusal of a server that wants them is an answer too. */
function question({ scheme, host, port, rest }: SourceAddress): string | Buffer {
  const at = `${host.includes(':') ? `[${host}]` : host}:${port}`
  if (scheme === 'rtmp') return RTMP_HELLO
  if (scheme === 'rtsp')
    return `DESCRIBE rtsp://${at}${rest} RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n`
  return `GET ${rest === '' ? '/' : rest} HTTP/1.0\r\nHost: ${at}\r\nUser-Agent: Vigia\r\n\r\n`
}

function statusOf({ scheme }: SourceAddress, answer: Buffer): string {
  if (scheme === 'rtmp') return 'open'
  const text = answer.toString('latin1')
  const status = /^(?:RTSP|HTTP)\/\d\.\d (\d{3})/.exec(text)?.[1] ?? 'other'
  const playlist = text.indexOf('#EXTM3U')
  return playlist < 0 ? status : `${status} ${text.slice(playlist)}`
}
