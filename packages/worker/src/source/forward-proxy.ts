/**
 * A loopback HTTP proxy for one source: every host FFmpeg wants (playlists, segments, keys, redirects) is resolved,
 * checked and dialled here, with TLS where `plain-address.ts` marked it. Only who knows the one-time password may use it.
 */
import { randomBytes } from 'node:crypto'
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from 'node:http'
import { type AddressInfo, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { AttemptError, type Failure, failure, refusedPart } from './failure.js'
import type { WebReach } from './http-kind.js'
import { endpointOf } from './parse-url.js'
import { realAddress } from './plain-address.js'
import { passAnswer } from './proxied-answer.js'
import { dial, dialFailure, resolveChecked } from './resolve.js'

export interface ForwardProxy {
  /** For the decoder's environment (`http_proxy`), never for an argument list: it holds the password. */
  url: string
  /** The first refusal, broken dial or refused part of a file since `forget`. */
  fault(): Failure | undefined
  forget(): void
  close(): void
}

/** They belong to the connection between FFmpeg and us. */
const HOP_HEADERS = ['connection', 'proxy-authorization', 'proxy-connection']

export async function startForwardProxy({ policy, timeoutMs, verify }: WebReach): Promise<ForwardProxy> {
  const secret = randomBytes(16).toString('hex')
  const expected = `Basic ${Buffer.from(`vigia:${secret}`).toString('base64')}`
  const sockets = new Set<Socket>()
  let fault: Failure | undefined

  function keep(socket: Socket): void {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }

  function note(found: Failure): void {
    if (fault?.retry !== 'never') fault = found
  }

  async function checkedDial(target: URL): Promise<Socket | undefined> {
    const { secure, host, port } = endpointOf(target)
    try {
      const far = await dial(await resolveChecked(host, port, policy), port, timeoutMs)
      keep(far)
      if (!secure) return far
      const name = isIP(host) ? {} : { servername: host }
      const safe = connectTls({ socket: far, rejectUnauthorized: verify, ...name })
      keep(safe)
      return safe
    } catch (error) {
      note(error instanceof AttemptError ? error.failure : dialFailure(error))
      return undefined
    }
  }

  async function forward(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (incoming.headers['proxy-authorization'] !== expected) {
      answer.writeHead(407, { 'proxy-authenticate': 'Basic realm="source"', connection: 'close' }).end()
      return
    }
    const target = realAddress(incoming.url ?? '')
    if (!target) return void answer.writeHead(400, { connection: 'close' }).end()
    const far = await checkedDial(target)
    if (!far) return void answer.writeHead(502, { connection: 'close' }).end()
    const headers: OutgoingHttpHeaders = { ...incoming.headers, host: target.host }
    for (const name of HOP_HEADERS) delete headers[name]
    const outgoing = request(
      {
        method: incoming.method ?? 'GET',
        path: target.pathname + target.search,
        headers,
        createConnection: () => far,
      },
      (reply) => {
        const refusal = refusedPart(incoming.headers.range, reply.statusCode)
        if (refusal) note(refusal)
        passAnswer(reply, answer, target).catch(() => {
          note(failure('SOURCE.UNREACHABLE', 'the server sends an answer that cannot be used', 'always'))
          answer.destroy()
        })
      },
    )
    outgoing.on('error', () => answer.destroy())
    answer.on('close', () => {
      outgoing.destroy()
      far.destroy()
    })
    incoming.pipe(outgoing)
  }

  const server = createServer((incoming, answer) => {
    forward(incoming, answer).catch(() => answer.destroy())
  })
  server.on('connection', keep)
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
