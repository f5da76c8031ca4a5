/** For receivers: is a message from the platform, unchanged and fresh? Standard Webhooks 1.0; in browsers and in Node. */

/** Why a message is not to be trusted. */
export type WebhookFault =
  | 'missing_header'
  | 'bad_timestamp'
  | 'too_old'
  | 'too_new'
  | 'no_match'
  | 'bad_secret'

export class WebhookError extends Error {
  constructor(
    readonly fault: WebhookFault,
    message: string,
  ) {
    super(message)
    this.name = 'WebhookError'
  }
}

/** As Node's `request.headers`, a `Headers` object, or a plain object has them; names in any case. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>

export interface WebhookOptions {
  /** Seconds that the time of the attempt may differ from now; 300 when left out. */
  toleranceSeconds?: number
  /** Milliseconds since 1970; `Date.now` when left out. */
  now?: () => number
}

const PREFIX = 'whsec_'
const TOLERANCE_SECONDS = 300

/**
 * @param body exactly the bytes that came: a body that was parsed and written again has another signature
 * @param secrets `whsec_…` of the project; of several one must fit, as while a secret is changed
 * @returns the message's id: the same for every attempt; drop what you have seen
 * @throws WebhookError
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  { toleranceSeconds = TOLERANCE_SECONDS, now = Date.now }: WebhookOptions = {},
): Promise<string> {
  const id = header(headers, 'webhook-id')
  const timestamp = header(headers, 'webhook-timestamp')
  const signature = header(headers, 'webhook-signature')
  checkTime(timestamp, toleranceSeconds, now())
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), bytes)
  const given = signature
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => fromBase64(part.slice('v1,'.length)))
  for (const secret of typeof secrets === 'string' ? [secrets] : secrets) {
    const key = await keyOf(secret)
    // Compares in a time that tells nothing.
    for (const one of given) if (one && (await crypto.subtle.verify('HMAC', key, one, signed))) return id
  }
  throw new WebhookError('no_match', 'no signature in webhook-signature fits the body and the secret')
}

function header(headers: WebhookHeaders, name: string): string {
  const value =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  if (typeof value === 'string' && value !== '') return value
  throw new WebhookError('missing_header', `the header ${name} is missing, or there more than once`)
}

function checkTime(timestamp: string, tolerance: number, now: number): void {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookError('bad_timestamp', 'webhook-timestamp is no number of seconds')
  const late = now / 1_000 - Number(timestamp)
  if (late > tolerance) throw new WebhookError('too_old', `the message is ${Math.round(late)} s old`)
  if (late < -tolerance)
    throw new WebhookError('too_new', `the message is ${Math.round(-late)} s ahead: set the clock right`)
}

async function keyOf(secret: string) {
  const bytes = fromBase64(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret)
  if (!bytes || bytes.length === 0)
    throw new WebhookError('bad_secret', 'a secret is whsec_ and base64; take it from GET …/webhook-secret')
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
