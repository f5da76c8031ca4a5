/** Passes a server's answer on to FFmpeg: playlists and redirects with their addresses rewritten, all else as it comes. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { parseUrl } from './parse-url.js'
import { plainAddress, plainPlaylist } from './plain-address.js'

/** FFmpeg takes for a playlist only what begins so. */
const PLAYLIST = '#EXTM3U'
/** A day of two-second segments has 5 MB. */
const PLAYLIST_BYTES = 16 * 1024 * 1024
/** They belong to the connection between us and the server. */
const HOP_HEADERS = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** @throws Error when the answer is none that can be passed on */
export async function passAnswer(reply: IncomingMessage, answer: ServerResponse, asked: URL): Promise<void> {
  const status = reply.statusCode ?? 502
  const headers: OutgoingHttpHeaders = { ...reply.headers }
  for (const name of HOP_HEADERS) delete headers[name]
  if (typeof headers.location === 'string')
    headers.location = plainAddress(parseUrl(headers.location, asked.href)?.href ?? headers.location)
  if ((await peek(reply, PLAYLIST.length)) === PLAYLIST) {
    const body = Buffer.from(plainPlaylist(await readAll(reply), asked))
    delete headers['content-range']
    answer.writeHead(status === 206 ? 200 : status, { ...headers, 'content-length': body.length }).end(body)
    return
  }
  answer.writeHead(status, headers)
  reply.on('error', () => answer.destroy())
  reply.on('aborted', () => answer.destroy())
  reply.pipe(answer)
}

/** The first bytes of a stream, or as many as it has; they stay in it. */
function peek(stream: IncomingMessage, bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const head = stream.read(bytes) as Buffer | null
      if (head === null) return
      settle(() => resolve(head.toString('latin1')))
      stream.unshift(head)
    }
    const empty = () => settle(() => resolve(''))
    const broken = (error: Error) => settle(() => reject(error))
    const settle = (act: () => void) => {
      stream.off('readable', look).off('end', empty).off('error', broken)
      act()
    }
    stream.on('readable', look).on('end', empty).on('error', broken)
  })
}

async function readAll(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > PLAYLIST_BYTES) throw new Error('the playlist is too large')
  }
  return Buffer.concat(chunks).toString('utf8')
}
