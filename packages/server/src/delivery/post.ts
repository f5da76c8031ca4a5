/** One attempt: POST a result to a job's webhook, and what the answer means. */
import type { ResultRow, WebhookOutput } from '@vigia/core'
import { type Dispatcher, request } from 'undici'
import { messageOf } from './message.js'
import { retryAfterMs } from './schedule.js'

export type Attempt =
  | { kind: 'delivered' }
  /** `gone`: the receiver wants no further attempt. `retryAfterMs`: it asked for that much peace, 0 when it did not. */
  | { kind: 'failed'; reason: string; gone: boolean; retryAfterMs: number }

/** They describe the connection, not the message; HTTP itself sets them. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
/** Read of an answer's body, which means nothing to us, so that its connection can be used again. */
const ANSWER_BYTES = 65_536

/** Never rejects: whatever goes wrong is a failed attempt. */
export async function post(
  agent: Dispatcher,
  webhook: WebhookOutput,
  result: ResultRow,
  options: { timeoutMs: number; deadline: (ms: number) => AbortSignal; now: () => number },
): Promise<Attempt> {
  try {
    const response = await request(webhook.url, {
      method: 'POST',
      dispatcher: agent,
      headers: headersOf(webhook, result.messageId),
      body: messageOf(result),
      signal: options.deadline(options.timeoutMs),
    })
    await response.body.dump({ limit: ANSWER_BYTES }).catch(() => undefined)
    return judge(response.statusCode, response.headers['retry-after'], options.now())
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error, options.timeoutMs), gone: false, retryAfterMs: 0 }
  }
}

/** The job's headers as given, and the message's id; a type only when none is given. */
function headersOf(webhook: WebhookOutput, messageId: string): Record<string, string> {
  const given = Object.entries(webhook.headers).filter(
    ([name]) => !CONNECTION_HEADERS.has(name.toLowerCase()),
  )
  const names = new Set(given.map(([name]) => name.toLowerCase()))
  return {
    ...Object.fromEntries(given),
    ...(names.has('content-type') ? {} : { 'content-type': 'application/json' }),
    ...(names.has('webhook-id') ? {} : { 'webhook-id': messageId }),
  }
}

function judge(status: number, retryAfter: string | string[] | undefined, now: number): Attempt {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  const wait = retryAfterMs(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, now)
  if (status === 410)
    return { kind: 'failed', reason: 'answered 410: gone for good', gone: true, retryAfterMs: 0 }
  const hint = status >= 300 && status < 400 ? ': redirects are not followed, give the final address' : ''
  return { kind: 'failed', reason: `answered ${status}${hint}`, gone: false, retryAfterMs: wait }
}

function reasonOf(error: unknown, timeoutMs: number): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error
  if (!(inner instanceof Error)) return String(inner)
  if (inner.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`
  return inner.message || inner.name
}
