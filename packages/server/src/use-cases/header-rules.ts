/** What HTTP headers a job may have sent, to its receiver or to the server that tells its stream's address. */
import { invalid } from './invalid.js'

/** Headers that HTTP itself sets: a job's value would break the request. */
const RESERVED = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'proxy-connection',
])

/** Headers of Standard Webhooks, by which receivers know that a message is ours. */
const SIGNED = new Set(['webhook-id', 'webhook-timestamp', 'webhook-signature'])
/** All names and values together, bytes: many servers take no more than 16 kB of headers. */
const MOST_BYTES = 12_288

/**
 * @param at where the headers stand in the body
 * @throws ApiError naming the header
 */
export function checkHeaders(at: string, headers: Record<string, string>): void {
  const seen = new Set<string>()
  let bytes = 0
  for (const [name, value] of Object.entries(headers)) {
    const field = `${at}.${name}`
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/.test(name)) {
      throw invalid(`${field}: is no HTTP header name; use letters, digits and hyphens`)
    }
    if (RESERVED.has(name.toLowerCase())) throw invalid(`${field}: is set by HTTP itself; leave it out`)
    if (SIGNED.has(name.toLowerCase()))
      throw invalid(`${field}: is set by the platform, which signs each message; leave it out`)
    if (seen.has(name.toLowerCase()))
      throw invalid(`${field}: is there twice; HTTP ignores case in header names`)
    seen.add(name.toLowerCase())
    if (!/^[\t\x20-\x7e\x80-\xff]{0,4096}$/.test(value)) {
      throw invalid(`${field}: may hold at most 4096 printable characters of Latin-1 and no line breaks`)
    }
    bytes += name.length + value.length
  }
  if (bytes > MOST_BYTES)
    throw invalid(
      `${at}: names and values have ${bytes} characters together; at most ${MOST_BYTES} are taken`,
    )
}
