/** Has a lost source's server come back? Asked cheaply, without a decoder, while the source waits for its next attempt. */
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { AddressPolicy } from '@vigia/core'
import { parseAddress, type SourceAddress } from './address.js'
import type { Failure } from './failure.js'
import { pause } from './pause.js'
import { dial, resolveChecked } from './resolve.js'

/** Between two questions: with one of them under way a return is met within 4 s, however far up the ladder is. */
const EVERY_MS = 2_000
/** Up to so much of that is left out, so that many jobs on one camera do not ask, and come back, all at once. */
const SPREAD = 0.3
const PATIENCE_MS = 2_000
/** The version that opens RTMP's handshake, then time and random bytes, which may be anything (RTMP 1.0, 5.2.2). */
const RTMP_HELLO = Buffer.concat([Buffer.from([3]), Buffer.alloc(1536)])
const DEAF = 'deaf'
const NOTHING_THERE = '404'
const MOST_BYTES = 16_384

/**
 * Resolves after `waitMs`, or as soon as the server answers what it did not answer at first: a camera that has booted,
 * a server that goes on, a stream that is there again. Where there is no server to ask it just waits.
 * @param place where the source was looked for; undefined when that is not known
 * @param why the last attempt failed
 * @returns true when a server that said nothing speaks again
 */
export async function untilReturn(
  place: { url: string; policy: AddressPolicy } | undefined,
  why: Pick<Failure, 'code' | 'isDeaf'>,
  waitMs: number,
  signal: AbortSignal,
  everyMs = EVERY_MS,
): Promise<boolean> {
  const over = performance.now() + waitMs
  const address = place && addressOf(place.url)
  const ask = async (): Promise<string> => knock(address!, why, place!.policy, signal)
  const rest = async (ms: number): Promise<false> => {
    await pause(ms, signal)
    return false
  }
  if (!address || waitMs <= everyMs) return rest(waitMs)
  let last = saidAlready(address, why) ?? (await ask())
  for (;;) {
    const left = over - performance.now()
    if (left <= everyMs || signal.aborted) return rest(left)
    await pause(everyMs * (1 - SPREAD * Math.random()), signal)
    const answer = await ask()
    if (answer !== last && answer !== DEAF) return last === DEAF
    last = answer
  }
}

/**
 * What the failed attempt itself heard, where that is known: a server that comes back between the attempt and the first
 * question would be taken for one that had been there all the time.
 */
function saidAlready(address: SourceAddress, why: Pick<Failure, 'code' | 'isDeaf'>): string | undefined {
  if (why.isDeaf) return DEAF
  const isAsked = address.scheme !== 'rtmp' && !isGuarded(address, why)
  return isAsked && why.code === 'SOURCE.NOT_FOUND' ? NOTHING_THERE : undefined
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
async function knock(
  address: SourceAddress,
  why: Pick<Failure, 'code'>,
  policy: AddressPolicy,
  signal: AbortSignal,
): Promise<string> {
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
      speaker.write(question(address, why))
      const answer = await beginning(speaker)
      return answer.length > 0 ? statusOf(address, why, answer) : DEAF
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

/**
 * No user or password goes along. Where one is wanted only whether anybody is there is asked, by `OPTIONS`: to ask for
 * the stream itself would count as a failed sign-in every two seconds, and cameras lock accounts and ban addresses.
 */
function question(address: SourceAddress, why: Pick<Failure, 'code'>): string | Buffer {
  const { scheme, host, port, rest } = address
  const at = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const guarded = isGuarded(address, why)
  if (scheme === 'rtmp') return RTMP_HELLO
  if (scheme === 'rtsp')
    return `${guarded ? 'OPTIONS' : 'DESCRIBE'} rtsp://${at}${rest} RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n`
  const ask = guarded ? 'OPTIONS *' : `GET ${rest === '' ? '/' : rest}`
  return `${ask} HTTP/1.0\r\nHost: ${at}\r\nUser-Agent: Vigia\r\n\r\n`
}

const isGuarded = ({ userInfo }: SourceAddress, { code }: Pick<Failure, 'code'>): boolean =>
  userInfo !== '' || code === 'SOURCE.UNAUTHORIZED'

/** A playlist that ended, or stood still, is news when it has another segment; else it would be news at every question. */
function statusOf({ scheme }: SourceAddress, { code }: Pick<Failure, 'code'>, answer: Buffer): string {
  if (scheme === 'rtmp') return 'open'
  const text = answer.toString('latin1')
  const status = /^(?:RTSP|HTTP)\/\d\.\d (\d{3})/.exec(text)?.[1] ?? 'other'
  if (status === '410') return NOTHING_THERE
  const playlist = code === 'SOURCE.ENDED' ? text.indexOf('#EXTM3U') : -1
  return playlist < 0 ? status : `${status} ${text.slice(playlist)}`
}
