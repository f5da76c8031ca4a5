/** Signed requests: what SDK-HMAC-SHA256 signs of a request, and how (platform-api section 10.3). No state, no clock. */
import { createHash, createHmac } from 'node:crypto'

export const ALGORITHM = 'SDK-HMAC-SHA256'
/** Value of X-Sdk-Content-Sha256 that leaves the body out of the signature. */
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD'

/** What an Authorization header says. */
export interface Authorization {
  access: string
  /** Lower case, in the order in which they were signed. */
  signedHeaders: string[]
  /** 64 lower-case hex digits. */
  signature: string
}

export interface Signable {
  method: string
  /** Path and query as sent. */
  url: string
  /** By lower-case name. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  signedHeaders: readonly string[]
  /** Hex SHA-256 of the body, or UNSIGNED_PAYLOAD. */
  payloadHash: string
}

const FORM = /^SDK-HMAC-SHA256 +Access=([^, ]+), *SignedHeaders=([^, ]+), *Signature=([0-9a-f]{64})$/

/** Undefined when the header is not written as the algorithm wants it. */
export function parseAuthorization(header: string): Authorization | undefined {
  const [, access, list, signature] = FORM.exec(header) ?? []
  if (access === undefined || list === undefined || signature === undefined) return undefined
  return { access, signedHeaders: list.toLowerCase().split(';'), signature }
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/**
 * @param date value of X-Sdk-Date
 * @returns 64 lower-case hex digits
 * @throws URIError when the path or the query holds an escape that is none
 */
export function signatureOf(request: Signable, date: string, secret: string): string {
  const text = [ALGORITHM, date, sha256(canonicalRequest(request))].join('\n')
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** @throws URIError when the path or the query holds an escape that is none */
export function canonicalRequest(request: Signable): string {
  const { method, url, headers, signedHeaders, payloadHash } = request
  const question = url.indexOf('?')
  const [path, query] = question < 0 ? [url, ''] : [url.slice(0, question), url.slice(question + 1)]
  return [
    method,
    canonicalPath(path),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n')
}

function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => escaped(decodeURIComponent(segment)))
    .join('/')
  return encoded.endsWith('/') ? encoded : `${encoded}/`
}

/** Sorted by key, then by value; names and values as they are meant, whichever way they were sent. */
function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0 ? [meant(pair), ''] : [meant(pair.slice(0, equals)), meant(pair.slice(equals + 1))]
    })
    .sort(([key = '', value = ''], [otherKey = '', otherValue = '']) =>
      key === otherKey ? compare(value, otherValue) : compare(key, otherKey),
    )
    .map((pair) => pair.map((part) => escaped(part)).join('='))
    .join('&')
}

/** Forms write a space as `+`, and so do the HTTP libraries below the SDKs. */
const meant = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** RFC 3986: everything but letters, digits and `-._~`. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
