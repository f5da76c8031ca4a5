/** A webhook receiver on the loopback that prints each alarm as one line: the demo's proof that alarms arrive. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { alarmLine } from './alarm-line.js'

export interface AlarmPrinterOptions {
  /** Of the loopback; a free one when left out or 0. */
  port?: number
  /** Gets one line without its end. */
  print(line: string): void
  /** What to call a job; its id when undefined. */
  jobName?(taskId: string): string | undefined
}

export interface AlarmPrinter {
  /** `http://127.0.0.1:<port>/alarms` */
  url: string
  port: number
  stop(): Promise<void>
}

/** A message carries one picture: a 4K JPEG of full quality in base64 stays below. */
const LARGEST_BODY = 32 * 1024 * 1024
/** Deliveries are repeated when an answer gets lost; this many message ids are remembered to print each once. */
const REMEMBERED = 2_000

/** @throws Error when the port is taken */
export async function startAlarmPrinter({
  port = 0,
  print,
  jobName,
}: AlarmPrinterOptions): Promise<AlarmPrinter> {
  const printed = new Set<string>()
  const take = (body: string): void => {
    const message = JSON.parse(body) as { message_id?: unknown; task_id?: unknown } | null
    const id = String(message?.message_id ?? '')
    if (id !== '' && printed.has(id)) return
    const taskId = String(message?.task_id ?? 'unknown job')
    print(alarmLine(message, jobName?.(taskId) ?? taskId))
    printed.add(id)
    if (printed.size > REMEMBERED) printed.delete(printed.values().next().value!)
  }
  const server = createServer((request, response) => {
    const answer = (status: number): void => {
      response.writeHead(status).end()
    }
    if (request.method !== 'POST') return answer(405)
    bodyOf(request).then(
      (body) => {
        if (body === undefined) return answer(413)
        try {
          take(body)
          answer(204)
        } catch {
          answer(400)
        }
      },
      // The sender went away in the middle and will send it again.
      () => answer(400),
    )
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://127.0.0.1:${bound}/alarms`,
    port: bound,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** The body as text; undefined when it is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    // Read to the end all the same, so that the sender gets the answer instead of a broken connection.
    if (size <= LARGEST_BODY) parts.push(part)
  }
  return size > LARGEST_BODY ? undefined : Buffer.concat(parts).toString('utf8')
}
