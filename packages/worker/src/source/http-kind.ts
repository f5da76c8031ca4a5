/** Asks an HTTP address what it is before FFmpeg does: a file, a playlist that ends, or a live stream. */
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { AddressPolicy } from '@vigia/core'
import { AttemptError, failure, NOT_FOUND, UNAUTHORIZED } from './failure.js'
import { basicSignIn, endpointOf, parseUrl } from './parse-url.js'
import { dialFailure, resolveChecked } from './resolve.js'

/** How web servers are reached. */
export interface WebReach {
  policy: AddressPolicy
  /** For a connection, and for an answer. */
  timeoutMs: number
  /** False: any certificate is taken. */
  verify: boolean
}

export interface HttpKind {
  live: boolean
  hls: boolean
  /** Seconds of the longest segment of a live playlist, 0 otherwise. */
  segmentSeconds: number
  /** Of a live playlist: its newest segment, which is another one a few seconds later. */
  edge?: string
  /** The server answers range requests; without them a file whose index lies at its end cannot be read. */
  ranges: boolean
}

const HEAD_BYTES = 256 * 1024
const REDIRECTS = 5

interface Head {
  url: URL
  status: number
  contentType: string
  text: string
}

/** @throws AttemptError for refused addresses, error statuses and broken connections. */
export async function httpKind(text: string, reach: WebReach, signal: AbortSignal): Promise<HttpKind> {
  let head = await fetchHead(new URL(text), reach, signal)
  if (head.contentType.startsWith('multipart/'))
    return { live: true, hls: false, segmentSeconds: 0, ranges: true }
  if (!head.text.startsWith('#EXTM3U'))
    return { live: false, hls: false, segmentSeconds: 0, ranges: head.status === 206 }
  const variant = firstVariant(head.text)
  if (variant) head = await fetchHead(webUrl(variant, head.url, 'playlist names'), reach, signal)
  const live = !head.text.includes('#EXT-X-ENDLIST')
  const segment = Number(/#EXT-X-TARGETDURATION:(\d+)/.exec(head.text)?.[1] ?? 0)
  if (!live) return { live, hls: true, segmentSeconds: 0, ranges: true }
  return {
    live,
    hls: true,
    segmentSeconds: Math.min(segment, 60),
    ranges: true,
    edge: newestSegment(head.text),
  }
}

/** With its number: a short playlist may name the same few files in turn. */
function newestSegment(playlist: string): string {
  const lines = playlist.split('\n').map((line) => line.trim())
  const number = lines.find((line) => line.startsWith('#EXT-X-MEDIA-SEQUENCE'))
  return `${number ?? ''} ${lines.findLast((line) => line !== '' && !line.startsWith('#')) ?? ''}`
}

/** Line by line: one regular expression over a stranger's text takes for ever on the right one. */
function firstVariant(playlist: string): string | undefined {
  const lines = playlist.split('\n').map((line) => line.trim())
  const named = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF'))
  if (named < 0) return undefined
  return lines.slice(named + 1).find((line) => line !== '' && !line.startsWith('#'))
}

/** @throws AttemptError for what leads out of the web */
function webUrl(text: string, base: URL, what: string): URL {
  const url = parseUrl(text, base.href)
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new AttemptError(
    failure('SOURCE.UNSUPPORTED', `the ${what} something else than a web address`, 'never'),
  )
}

async function fetchHead(start: URL, reach: WebReach, signal: AbortSignal): Promise<Head> {
  let url = start
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    const head = await fetchOnce(url, reach, signal)
    if (typeof head === 'string') {
      url = webUrl(head, url, 'server redirects to')
      continue
    }
    if (head.status === 401) throw new AttemptError(UNAUTHORIZED)
    if (head.status === 404 || head.status === 410) throw new AttemptError(NOT_FOUND)
    if (head.status >= 400)
      throw new AttemptError(
        failure(
          'SOURCE.UNREACHABLE',
          `the server answered ${head.status}`,
          head.status >= 500 || head.status === 429 ? 'always' : 'live',
        ),
      )
    return head
  }
  throw new AttemptError(
    failure('SOURCE.UNREACHABLE', `the server redirects more than ${REDIRECTS} times`, 'live'),
  )
}

async function fetchOnce(url: URL, reach: WebReach, signal: AbortSignal): Promise<Head | string> {
  const { secure, host, port } = endpointOf(url)
  const [address] = await resolveChecked(host, port, reach.policy)
  const headers = {
    host: url.host,
    range: `bytes=0-${HEAD_BYTES - 1}`,
    'user-agent': 'Vigia',
    ...basicSignIn(url),
  }
  const options = {
    host: address ?? host,
    port,
    path: url.pathname + url.search,
    headers,
    agent: false as const,
    signal,
  }
  return new Promise<Head | string>((resolve, reject) => {
    const onReply = (reply: IncomingMessage) => {
      const status = reply.statusCode ?? 0
      if (status >= 300 && status < 400 && reply.headers.location) {
        finish(() => resolve(reply.headers.location as string))
        return
      }
      let body = ''
      const done = () =>
        finish(() => resolve({ url, status, contentType: reply.headers['content-type'] ?? '', text: body }))
      // Only playlists are read further than the first chunk; a video is left to FFmpeg.
      reply.setEncoding('latin1').on('data', (chunk: string) => {
        body += chunk
        if (body.length >= HEAD_BYTES || (body.length >= 7 && !body.startsWith('#EXTM3U'))) done()
      })
      reply.on('end', done)
      reply.on('error', (error) => finish(() => reject(new AttemptError(dialFailure(error)))))
      if ((reply.headers['content-type'] ?? '').startsWith('multipart/') || status >= 400) done()
    }
    // Cameras certify themselves; a stream's certificate is not verified, as with RTSP there is none at all.
    const outgoing = secure
      ? httpsRequest(
          { ...options, rejectUnauthorized: reach.verify, ...(isIP(host) ? {} : { servername: host }) },
          onReply,
        )
      : httpRequest(options, onReply)
    const timer = setTimeout(() => outgoing.destroy(new Error('timed out')), reach.timeoutMs)
    function finish(act: () => void): void {
      clearTimeout(timer)
      act()
      outgoing.destroy()
    }
    outgoing.on('error', (error) => finish(() => reject(new AttemptError(dialFailure(error)))))
    outgoing.end()
  })
}
