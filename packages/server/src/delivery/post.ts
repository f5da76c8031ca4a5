/** One attempt: a signed POST to a webhook, and what the answer means. */
import { type Dispatcher, request } from 'undici'
import type { Outcome } from './channel.js'
import { retryAfterMs } from './schedule.js'
import { signatures } from './sign.js'

export interface Letter {
  url: string
  /** As its user gave them; values are secrets. */
  headers: Record<string, string>
  /** JSON. */
  body: string
  /** The same for every attempt: `webhook-id`. */
  messageId: string
  /** `whsec_…`; each makes a signature. */
  secrets: readonly string[]
}

/** Of an answer as it is kept with the attempt, characters. */
const ANSWER_CHARACTERS = 512
/** Read of an answer at most, which means nothing to us, so that its connection can be used again. */
const ANSWER_BYTES = 65_536

/**
 * Never rejects: whatever goes wrong is a failed attempt.
 * @param now integer milliseconds UTC
 */
export async function post(
  agent: Dispatcher,
  letter: Letter,
  signal: AbortSignal,
  now: () => number,
): Promise<Outcome> {
  try {
    const response = await request(letter.url, {
      method: 'POST',
      dispatcher: agent,
      headers: headersOf(letter, Math.floor(now() / 1_000)),
      body: letter.body,
      signal,
    })
    const answer = await beginningOf(response.body)
    return judge(response.statusCode, answer, response.headers['retry-after'], now())
  } catch (error) {
    return { kind: 'failed', reason: signal.aborted ? 'no answer in time' : reasonOf(error) }
  }
}

/** The given headers as they are, and ours beside them; a type only when none is given. */
function headersOf({ headers, messageId, secrets, body }: Letter, timestamp: number): Record<string, string> {
  const given = Object.entries(headers).filter(([name]) => !OURS.has(name.toLowerCase()))
  const typed = given.some(([name]) => name.toLowerCase() === 'content-type')
  return {
    ...Object.fromEntries(given),
    ...(typed ? {} : { 'content-type': 'application/json' }),
    'webhook-id': messageId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures(secrets, messageId, timestamp, body),
  }
}

/** What HTTP itself sets, and what tells receivers that it is us; of jobs of older releases, for new ones are refused. */
const OURS = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
])

/** Text as UTF-8; what is none shows as U+FFFD. The answer has come: that its body breaks off changes nothing. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const parts: Buffer[] = []
  let read = 0
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      if (read < ANSWER_CHARACTERS * 4) parts.push(part.subarray(0, ANSWER_CHARACTERS * 4))
      read += part.length
      if (read > ANSWER_BYTES) break
    }
  } catch {
    // Cut off, or too slow.
  }
  return Buffer.concat(parts).toString('utf8').replaceAll('\0', '\uFFFD').slice(0, ANSWER_CHARACTERS)
}

function judge(
  status: number,
  answer: string,
  retryAfter: string | string[] | undefined,
  now: number,
): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', status, answer }
  const failed = { kind: 'failed' as const, status, answer }
  if (status === 410) return { ...failed, reason: 'answered 410: gone for good', gone: 'target' }
  const hint = status >= 300 && status < 400 ? ': redirects are not followed, give the final address' : ''
  const wait = retryAfterMs(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, now)
  return { ...failed, reason: `answered ${status}${hint}`, retryAfterMs: wait }
}

function reasonOf(error: unknown): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error
  if (!(inner instanceof Error)) return String(inner)
  return inner.message || inner.name
}
