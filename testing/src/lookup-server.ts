/** A RESTful server for tests that tells where a stream is: at every question at another address, good for one player. */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * `serve`: as it should be. `silent`: takes requests and never answers. `garbage`: answers bytes that are no HTTP.
 * `broken`: 500. `web-page`: 200 with a page for people.
 */
export type LookupBehaviour = 'serve' | 'silent' | 'garbage' | 'broken' | 'web-page'

export interface LookupServer {
  port: number
  /** What to ask; its answer holds the address at `data/rtspurl`. */
  url: string
  behaviour: LookupBehaviour
  /** Headers of the requests so far. */
  requests: IncomingHttpHeaders[]
  /** Addresses handed out so far. */
  handedOut: string[]
  stop(): Promise<void>
}

export interface LookupServerOptions {
  /** Gives the address of a stream its place, e.g. at an RTSP gate. @param until its last moment, milliseconds UTC */
  issue(path: string, until: number): string | Promise<string>
  /** 0 (default) takes a free one. */
  port?: number
}

const GOOD_MS = 60_000

export async function startLookupServer({ issue, port = 0 }: LookupServerOptions): Promise<LookupServer> {
  const sockets = new Set<Socket>()
  const server = createServer(async (request, response) => {
    state.requests.push(request.headers)
    if (state.behaviour === 'silent') return
    if (state.behaviour === 'garbage') return void request.socket.end('\u0000\u0001 no HTTP\n')
    if (state.behaviour === 'broken') return void response.writeHead(500).end()
    if (state.behaviour === 'web-page')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>')
    const token = randomBytes(8).toString('hex')
    const rtspurl = await issue(`/live?token=${token}`, Date.now() + GOOD_MS)
    state.handedOut.push(rtspurl)
    const body = { data: { rtspurl, request_channel_id: 'gate' } }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  const state: LookupServer = {
    port: bound,
    url: `http://127.0.0.1:${bound}/cameras/gate`,
    behaviour: 'serve',
    requests: [],
    handedOut: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
  return state
}
