/**
 * A simulator of Huawei's Data Ingestion Service for what cannot be had of it: its misbehaviour. Written from
 * algorithms-io B.2; that requests are right is told by the platform's own DIS, which checks their signatures.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface DisRequest {
  method: string
  path: string
  headers: IncomingMessage['headers']
  /** Data of its records, decoded. */
  data: string[]
}

/** What it does with the next request; when none is left it behaves. */
export type DisBehaviour =
  | { kind: 'status'; status: number; body?: unknown; date?: Date }
  /** Fails the records whose data is in the list, stores the others. */
  | { kind: 'partial'; failed: string[]; code: string }
  /** Answers 200 with this. */
  | { kind: 'answer'; text: string }
  /** Takes the request and never says a word. */
  | { kind: 'silent' }
  /** Ends the connection in the middle of its answer. */
  | { kind: 'cut' }
  /** Begins an answer that never ends. */
  | { kind: 'endless' }

export interface DisServer {
  /** `http://127.0.0.1:<port>` */
  endpoint: string
  /** So far, oldest first. */
  requests: DisRequest[]
  /** Data of the records that it has stored. */
  stored: string[]
  next(...behaviours: DisBehaviour[]): void
  stop(): Promise<void>
}

const CHUNK = Buffer.alloc(65_536, ' ')

export async function startDisServer(): Promise<DisServer> {
  const requests: DisRequest[] = []
  const stored: string[] = []
  const behaviours: DisBehaviour[] = []
  const server = createServer((request, response) => {
    void take(request).then((taken) => {
      requests.push(taken)
      answer(behaviours.shift(), taken, response, stored)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stored,
    next: (...more) => void behaviours.push(...more),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function take(request: IncomingMessage): Promise<DisRequest> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  const { records = [] } = (text === '' ? {} : JSON.parse(text)) as { records?: { data: string }[] }
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    data: records.map(({ data }) => Buffer.from(data, 'base64').toString()),
  }
}

function answer(
  behaviour: DisBehaviour | undefined,
  { data }: DisRequest,
  response: ServerResponse,
  stored: string[],
): void {
  const { kind } = behaviour ?? { kind: 'good' }
  if (kind === 'silent') return
  if (behaviour?.kind === 'status') {
    const date = behaviour.date === undefined ? {} : { date: behaviour.date.toUTCString() }
    response.writeHead(behaviour.status, { 'content-type': 'application/json', ...date })
    response.end(JSON.stringify(behaviour.body ?? {}))
    return
  }
  if (behaviour?.kind === 'answer') {
    response.end(behaviour.text)
    return
  }
  const failed = behaviour?.kind === 'partial' ? behaviour.failed : []
  const code = behaviour?.kind === 'partial' ? behaviour.code : ''
  const records = data.map((text) => {
    if (failed.includes(text)) return { error_code: code, error_message: 'not now' }
    stored.push(text)
    return { partition_id: 'shardId-0000000000', sequence_number: String(stored.length - 1) }
  })
  const whole = JSON.stringify({ failed_record_count: failed.length, records })
  if (kind === 'cut') {
    response.writeHead(200, { 'content-length': whole.length })
    response.write(whole.slice(0, 10), () => response.destroy())
    return
  }
  if (kind === 'endless') {
    const more = (): void => {
      while (!response.destroyed && response.write(CHUNK));
    }
    response.on('drain', more)
    more()
    return
  }
  response.setHeader('content-type', 'application/json')
  response.end(whole)
}
