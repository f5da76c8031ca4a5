/** A webhook receiver on the loopback that can hold its answers, go away, and come back at the same address. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { atEnd } from './cleanup.js'

/** A result message as VIAS publishes it, with Vigia's own member. */
export interface Message {
  stream_id: string
  task_id: string
  event_type: number
  timestamp: number
  message_id: string
  image_base64?: string
  /** Its stream broke, or is back. */
  disconnect?: boolean
  data: { event_set: Record<string, unknown>[] }
  vigia: { epoch: number; sequence: number; video_time_ms: number; frame_at: string }
}

export interface Received {
  headers: IncomingHttpHeaders
  message: Message
  /** False while the answer is held. */
  answered: boolean
}

export class Receiver {
  readonly received: Received[] = []
  /** While true requests are read and not answered. */
  holding = false
  private server: Server | undefined
  private port = 0

  static async start(t: TestContext): Promise<Receiver> {
    const receiver = new Receiver()
    await receiver.open()
    atEnd(t, () => receiver.close())
    return receiver
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/alarms?of=gate`
  }

  /** What was taken with 204, in the order it came. */
  get messages(): Message[] {
    return this.received.filter((r) => r.answered).map((r) => r.message)
  }

  /** Listens, after a `close` on the same port again. */
  async open(): Promise<void> {
    this.server = createServer(async (request, response) => {
      const parts: Buffer[] = []
      try {
        for await (const part of request) parts.push(part as Buffer)
      } catch {
        return
      }
      this.take(request.headers, Buffer.concat(parts).toString('utf8'), response)
    })
    this.server.listen(this.port, '127.0.0.1')
    await once(this.server, 'listening')
    this.port = (this.server.address() as AddressInfo).port
  }

  /** Connections are refused from now on. */
  async close(): Promise<void> {
    const server = this.server
    this.server = undefined
    if (!server) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }

  private take(headers: IncomingHttpHeaders, body: string, response: ServerResponse): void {
    const answered = !this.holding
    this.received.push({ headers, message: JSON.parse(body) as Message, answered })
    if (answered) response.writeHead(204).end()
  }
}
