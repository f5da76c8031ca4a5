/**
 * A Video Cloud Node for tests, written from the spec (algorithms-io C.5): HTTPS with a certificate it signed itself,
 * sessions, keep-alive, camera lists, and addresses of streams that a real RTSP server behind it plays.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Identity } from '../certificates.js'
import { RESULT } from './accounts.js'
import { VcnCalls, type VcnCounts, type VcnReply } from './calls.js'
import { DEFAULTS, type VcnSettings } from './settings.js'

export interface VcnServer {
  port: number
  settings: VcnSettings
  counts: VcnCounts
  /** Addresses of streams handed out so far. */
  handedOut: string[]
  openSessions(): number
  /** As after a restart. */
  forgetSessions(): void
  stop(): Promise<void>
}

export interface VcnServerOptions {
  identity: Identity
  /** Gives the address of a stream its place, e.g. at an RTSP gate. @param until its last moment, by the clock */
  issue(path: string, until: number): string | Promise<string>
  /** Its clock; sessions and addresses end by it. */
  now?: () => number
  /** 0 (default) takes a free one. */
  port?: number
  settings?: Partial<VcnSettings>
}

export async function startVcnServer(options: VcnServerOptions): Promise<VcnServer> {
  const now = options.now ?? Date.now
  const settings: VcnSettings = { ...structuredClone(DEFAULTS), ...options.settings }
  const calls = new VcnCalls(settings, options.issue, now)
  const sockets = new Set<Duplex>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (settings.behaviour !== 'serve') return misbehave(request, response)
    const text = await bodyOf(request)
    const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '')
    if (request.method === 'POST' && text !== '' && !isJson) return void response.writeHead(415).end()
    const url = new URL(request.url ?? '/', 'https://vcn')
    const reply = await calls.answer({
      name: `${request.method} ${url.pathname}`,
      query: url.searchParams,
      sessionId: sessionIn(request),
      body: jsonIn(text),
    })
    if (reply) send(reply, response)
    else response.writeHead(404).end()
  }

  function misbehave(request: IncomingMessage, response: ServerResponse): void {
    if (settings.behaviour === 'garbage') request.socket.end('\u0000\u0001 no HTTP\n')
    else if (settings.behaviour === 'broken') response.writeHead(500).end()
    else if (settings.behaviour === 'web-page')
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello</html>')
  }

  function send({ code, members = {}, headers = {} }: VcnReply, response: ServerResponse): void {
    const isRefused = code === RESULT.notSignedIn && settings.unknownSession === 'status'
    const resultCode = settings.resultCodeAs === 'number' ? code : String(code)
    response
      .writeHead(isRefused ? 401 : 200, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify({ resultCode, ...members }))
  }

  const server = createServer(options.identity, (request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.on('connection', (socket: Duplex) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    settings,
    counts: calls.counts,
    handedOut: calls.handedOut,
    openSessions: () => calls.accounts.open,
    forgetSessions: () => calls.accounts.forgetSessions(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** From the cookie, or from a header of that name. */
function sessionIn({ headers }: IncomingMessage): string | undefined {
  const cookie = /(?:^|;\s*)JSESSIONID=([^;\s]+)/.exec(headers.cookie ?? '')?.[1]
  return cookie ?? (typeof headers.jsessionid === 'string' ? headers.jsessionid : undefined)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
