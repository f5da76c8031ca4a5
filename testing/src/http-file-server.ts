/** A small web server for tests: files of one folder with ranges, and on demand the faults of real servers. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { basename, join } from 'node:path'

/**
 * `serve`: as it should be. `hang`: accepts and never answers. `not-found`: 404 for all. `cut`: sends half of what was
 * asked for, then cuts the connection. `redirect`: 302 to `redirectTo`.
 */
export type HttpBehaviour = 'serve' | 'hang' | 'not-found' | 'cut' | 'redirect'

export interface HttpFileServer {
  url(name: string): string
  port: number
  behaviour: HttpBehaviour
  redirectTo: string
  /** False: every request is answered with the whole file. */
  ranges: boolean
  /** Paths asked for so far. */
  requests: string[]
  stop(): Promise<void>
}

const TYPES: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
  mp4: 'video/mp4',
}

export async function startHttpFile(dir: string): Promise<HttpFileServer> {
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    state.requests.push(request.url ?? '')
    answer(request, response).catch(() => response.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (state.behaviour === 'hang') return
    if (state.behaviour === 'redirect')
      return void response.writeHead(302, { location: state.redirectTo }).end()
    const name = basename(decodeURIComponent((request.url ?? '').split('?')[0] ?? ''))
    const file = join(dir, name)
    const size = await stat(file).then(
      (found) => found.size,
      () => -1,
    )
    if (state.behaviour === 'not-found' || size < 0) return void response.writeHead(404).end()
    const range = /^bytes=(\d+)-(\d*)$/.exec((state.ranges && request.headers.range) || '')
    const start = range ? Number(range[1]) : 0
    const end = range?.[2] ? Math.min(Number(range[2]), size - 1) : size - 1
    if (start >= size) return void response.writeHead(416, { 'content-range': `bytes */${size}` }).end()
    response.writeHead(range ? 206 : 200, {
      ...(state.ranges ? { 'accept-ranges': 'bytes' } : {}),
      'content-length': end - start + 1,
      'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
    })
    if (state.behaviour === 'cut') {
      const half = start + Math.floor((end - start) / 2)
      createReadStream(file, { start, end: half })
        .on('end', () => response.destroy())
        .pipe(response, { end: false })
      return
    }
    createReadStream(file, { start, end })
      .on('error', () => response.destroy())
      .pipe(response)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const port = (server.address() as AddressInfo).port
  const state: HttpFileServer = {
    url: (name) => `http://127.0.0.1:${port}/${name}`,
    port,
    behaviour: 'serve',
    redirectTo: '',
    ranges: true,
    requests: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
  return state
}
