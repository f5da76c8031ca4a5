/** The engine's calls over HTTP on loopback, so that worker and server can be killed apart. */
import { createServer, type Server } from 'node:http'
import type { EngineLink, ResultRow } from '@vigia/core'

type Call = keyof EngineLink

/** Bytes travel as base64. */
const packed = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value
const unpacked = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && 'base64' in value
    ? Buffer.from(String(value.base64), 'base64')
    : value

// A `Buffer` writes itself down before a replacer sees it; a plain view of its bytes does not.
const bare = (row: ResultRow): ResultRow => ({
  ...row,
  picture: row.picture && new Uint8Array(row.picture),
})

/** Answers 200 with what the call gave, or 500 with the words of its error. */
export function serveLink(engine: EngineLink, port: number): Promise<Server> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    try {
      for await (const part of request) parts.push(part as Buffer)
      const call = engine[request.url!.slice(1) as Call] as (...args: unknown[]) => Promise<unknown>
      const args = JSON.parse(Buffer.concat(parts).toString(), unpacked) as unknown[]
      response.end(JSON.stringify(await call.apply(engine, args)))
    } catch (error) {
      response.writeHead(500).end(JSON.stringify((error as Error).message))
    }
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

/** The server answered that it could not. */
export class Rejected extends Error {}

/** Calls throw `Rejected`, or whatever `fetch` throws when nobody answers in time. */
export function linkTo(port: number, timeoutMs: number): EngineLink {
  const ask = async <T>(call: Call, ...args: unknown[]): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}/${call}`, {
      method: 'POST',
      body: JSON.stringify(args, packed),
      signal: AbortSignal.timeout(timeoutMs),
    })
    const given = JSON.parse(await answer.text()) as unknown
    if (!answer.ok) throw new Rejected(String(given))
    return given as T
  }
  return {
    claim: (worker, free) => ask('claim', worker, free),
    renew: (worker, held) => ask('renew', worker, held),
    report: (jobId, epoch, report) => ask('report', jobId, epoch, report),
    append: (jobId, epoch, rows) => ask('append', jobId, epoch, rows.map(bare)),
    clip: (jobId, epoch, messageId, mp4) => ask('clip', jobId, epoch, messageId, new Uint8Array(mp4)),
  }
}
