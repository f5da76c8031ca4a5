/**
 * A file of an FTP server as a web address on loopback, with ranges: FFmpeg speaks no FTP, so it learns no password,
 * and a server's word about where its data lies moves nothing.
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { AddressPolicy } from '@vigia/core'
import type { SourceAddress } from './address.js'
import { AttemptError, type Failure, failure } from './failure.js'
import { FtpSession } from './ftp-client.js'
import { percentDecoded } from './parse-url.js'

export interface FtpFile {
  /** Only who knows it may read it. */
  url: string
  /** The server can begin at an offset. */
  ranges: boolean
  fault(): Failure | undefined
  close(): void
}

/** FFmpeg closes the old connection before it opens the next, but servers notice late. */
const SESSIONS = 4

/** @throws AttemptError when the file cannot be had */
export async function openFtpFile(
  address: SourceAddress,
  policy: AddressPolicy,
  timeoutMs: number,
): Promise<FtpFile> {
  // Relative to where the server puts a user, as RFC 1738 has it; `//a` or `/%2Fa` from its root.
  const path = percentDecoded(address.rest.replace(/^\//, ''))
  const first = await FtpSession.open(address, policy, timeoutMs)
  let size: number | undefined
  let ranges = false
  try {
    size = await first.size(path)
    ranges = size !== undefined && (await first.seeks())
  } finally {
    first.close()
  }
  const secret = `/${randomBytes(16).toString('hex')}`
  const near = new Set<Socket>()
  const sessions = new Set<FtpSession>()
  let fault: Failure | undefined

  async function serve(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (request.url !== secret || sessions.size >= SESSIONS) return void answer.writeHead(404).end()
    const asked = /^bytes=(\d+)-/.exec(ranges ? (request.headers.range ?? '') : '')
    const offset = Number(asked?.[1] ?? 0)
    if (size !== undefined && offset > 0 && offset >= size)
      return void answer.writeHead(416, { 'content-range': `bytes */${size}` }).end()
    const session = await FtpSession.open(address, policy, timeoutMs)
    sessions.add(session)
    answer.once('close', () => {
      sessions.delete(session)
      session.close()
    })
    const data = await session.retrieve(path, offset)
    answer.once('close', () => data.destroy())
    // A server that falls silent in the middle: FFmpeg's own time-out is longer than a read may take.
    data.setTimeout(timeoutMs, () => {
      if (answer.writableNeedDrain) return
      fault = failure('SOURCE.TIMED_OUT', 'timed out', 'always')
      data.destroy()
      answer.destroy()
    })
    data.on('error', () => answer.destroy())
    answer.writeHead(asked ? 206 : 200, {
      ...(ranges ? { 'accept-ranges': 'bytes' } : {}),
      ...(size === undefined ? {} : { 'content-length': size - offset }),
      ...(asked && size !== undefined ? { 'content-range': `bytes ${offset}-${size - 1}/${size}` } : {}),
    })
    data.pipe(answer)
  }

  const server = createServer((request, answer) => {
    serve(request, answer).catch((error: unknown) => {
      if (error instanceof AttemptError) fault = error.failure
      answer.destroy()
    })
  })
  server.requestTimeout = 0
  server.on('connection', (socket) => {
    near.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => near.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  }).catch(() => {
    throw new AttemptError(failure('SOURCE.UNREACHABLE', 'no loopback port is free for the file', 'always'))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${secret}`,
    ranges,
    fault: () => fault,
    close: () => {
      server.close()
      for (const session of sessions) session.close()
      for (const socket of near) socket.destroy()
    },
  }
}
