/**
 * A gate before a real RTSP server: it issues addresses with a token that is good for one player, and leads whoever
 * holds one to the server behind, whose own address nobody learns.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** `silent`: takes connections and never answers. `garbage`: answers bytes that are no RTSP. */
export type RtspGateBehaviour = 'serve' | 'silent' | 'garbage'

export interface RtspGate {
  port: number
  behaviour: RtspGateBehaviour
  /**
   * A new address. @param path with its query, in which the token is part
   * @param until its last moment, by the clock of the gate's owner
   */
  issue(path: string, until: number): string
  /** Players let through so far. */
  admitted(): number
  /** Ends every connection; new ones are taken at once. */
  cut(): void
  stop(): Promise<void>
}

export interface RtspGateOptions {
  /** Address of the stream behind, without user and password. */
  target(): string
  now(): number
  /** 0 (default) takes a free one. */
  port?: number
}

const REQUEST = /^([A-Z_]+) (rtsp:\/\/\S+) RTSP\/1\.0\r\n/
const END = '\r\n\r\n'

export async function startRtspGate({ target, now, port = 0 }: RtspGateOptions): Promise<RtspGate> {
  const sockets = new Set<Socket>()
  /** Paths that were issued and not used yet. */
  const open = new Map<string, number>()
  let admitted = 0

  const keep = (socket: Socket, other?: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      other?.destroy()
    })
  }
  const admits = (asked: string): boolean => {
    const path = asked.replace(/^rtsp:\/\/[^/]*/, '')
    const until = open.get(path)
    open.delete(path)
    if (until === undefined || until < now()) return false
    admitted++
    return true
  }

  const misbehave = (near: Socket): void => {
    keep(near)
    if (gate.behaviour === 'garbage') near.on('data', () => near.end('\u0000\u0001 no RTSP\r\n\r\n'))
    else near.resume()
  }

  const server = createServer((near) => {
    if (gate.behaviour !== 'serve') return misbehave(near)
    const { hostname, port: farPort } = new URL(target())
    const far = connect(Number(farPort), hostname)
    keep(near, far)
    keep(far, near)
    far.pipe(near)
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk.toString('latin1')
      for (let end = text.indexOf(END); end >= 0; end = text.indexOf(END)) {
        const request = text.slice(0, end + END.length)
        text = text.slice(end + END.length)
        const [, method, asked = ''] = REQUEST.exec(request) ?? []
        if (method === undefined) return void near.destroy()
        if (method === 'DESCRIBE' && !admits(asked)) {
          const count = /^CSeq: *(\d+)/im.exec(request)?.[1] ?? '0'
          return void near.end(`RTSP/1.0 401 Unauthorized\r\nCSeq: ${count}${END}`)
        }
        // What follows the description names what the description names: the stream behind.
        far.write(request.replace(asked, target()), 'latin1')
        if (method !== 'DESCRIBE') continue
        near.off('data', read)
        far.write(text, 'latin1')
        near.pipe(far)
        return
      }
    }
    near.on('data', read)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const gate: RtspGate = {
    port: bound,
    behaviour: 'serve',
    issue: (path, until) => {
      open.set(path, until)
      return `rtsp://127.0.0.1:${bound}${path}`
    },
    admitted: () => admitted,
    cut,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      }),
  }
  return gate
}
