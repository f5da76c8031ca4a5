/**
 * A loopback HTTP proxy for one source: every host FFmpeg wants (playlists, segments, keys, redirects) is
 * resolved, checked and dialled here. Only who knows the one-time password may use it.
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { AddressPolicy } from '@vigia/core'
import { AttemptError, type Failure, failure } from './failure.js'
import { dial, dialFailure, resolveChecked } from './resolve.js'

export interface ForwardProxy {
  /** For the decoder's environment (`http_proxy`), never for an argument list: it holds the password. */
  url: string
  /** The first refusal or broken dial since `forget`. */
  fault(): Failure | undefined
  forget(): void
  close(): void
}

const HOP_HEADERS = ['proxy-authorization', 'proxy-connection']

export async function startForwardProxy(policy: AddressPolicy, timeoutMs: number): Promise<ForwardProxy> {
  const secret = randomBytes(16).toString('hex')
  const expected = `Basic ${Buffer.from(`vigia:${secret}`).toString('base64')}`
  const sockets = new Set<Duplex>()
  let fault: Failure | undefined

  function keep(socket: Duplex): void {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }

  async function checkedDial(host: string, port: number): Promise<Socket | undefined> {
    try {
      const far = await dial(await resolveChecked(host, port, policy), port, timeoutMs)
      keep(far)
      return far
    } catch (error) {
      const found = error instanceof AttemptError ? error.failure : dialFailure(error)
      if (fault?.retry !== 'never') fault = found
      return undefined
    }
  }

  async function forward(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (incoming.headers['proxy-authorization'] !== expected) {
      answer.writeHead(407, { 'proxy-authenticate': 'Basic realm="source"', connection: 'close' }).end()
      return
    }
    const target = URL.parse(incoming.url ?? '')
    if (target?.protocol !== 'http:') return void answer.writeHead(400, { connection: 'close' }).end()
    const far = await checkedDial(target.hostname.replace(/^\[|\]$/g, ''), Number(target.port || 80))
    if (!far) return void answer.writeHead(502, { connection: 'close' }).end()
    const headers = { ...incoming.headers }
    for (const name of HOP_HEADERS) delete headers[name]
    const outgoing = request(
      {
        method: incoming.method ?? 'GET',
        path: target.pathname + target.search,
        headers,
        createConnection: () => far,
      },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(answer)
        reply.on('error', () => answer.destroy())
        reply.on('aborted', () => answer.destroy())
      },
    )
    outgoing.on('error', () => answer.destroy())
    answer.on('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  }

  async function tunnel(incoming: IncomingMessage, near: Duplex, head: Buffer): Promise<void> {
    keep(near)
    if (incoming.headers['proxy-authorization'] !== expected) {
      near.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="source"\r\nContent-Length: 0\r\n\r\n',
      )
      return
    }
    const parts = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(incoming.url ?? '')
    const far = parts && (await checkedDial(parts[1]!.replace(/^\[|\]$/g, ''), Number(parts[2])))
    if (!far) return void near.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n')
    near.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    far.write(head)
    near.pipe(far)
    far.pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  }

  const server = createServer((incoming, answer) => {
    forward(incoming, answer).catch(() => answer.destroy())
  })
  server.on('connection', keep)
  server.on('connect', (incoming, near, head) => {
    tunnel(incoming, near, head).catch(() => near.destroy())
  })
  // A segment that is read slowly under back-pressure is no fault of the client.
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  }).catch(() => {
    throw new AttemptError(failure('SOURCE.UNREACHABLE', 'no loopback port is free for the proxy', 'always'))
  })
  return {
    url: `http://vigia:${secret}@127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault: () => fault,
    forget: () => {
      fault = undefined
    },
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
