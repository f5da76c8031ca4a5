/**
 * Signed requests: what is signed of a request, and how (platform-api section 10.3, algorithms-io B.2). Three forms: with
 * the key as it is (`Access=`), with one made for a day, a region and a service (`Credential=`), and the newer
 * V11-HMAC-SHA256, whose key is made for them by HKDF. No state, no clock.
 */
import { createHash, createHmac, hkdfSync } from 'node:crypto'

export const ALGORITHM = 'SDK-HMAC-SHA256'
export const DERIVED_ALGORITHM = 'V11-HMAC-SHA256'
/** Value of X-Sdk-Content-Sha256 that leaves the body out of the signature. */
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD'

/** What a signature is made with. */
export interface SigningKey {
  access: string
  secret: string
  algorithm: string
  /** What the key is bound to, `<yyyymmdd>/<region>/<service>` and more; undefined: it is used as it is. */
  scope: string | undefined
}

/** What an Authorization header says. */
export interface Authorization extends Omit<SigningKey, 'secret'> {
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

const FORM =
  /^(SDK|V11)-HMAC-SHA256 +(?:Access=([^, ]+)|Credential=([^, /]+)\/([^, ]+)), *SignedHeaders=([^, ]+), *Signature=([0-9a-f]{64})$/
const SCOPES: Record<string, RegExp> = {
  [ALGORITHM]: /^\d{8}\/[^/]+\/[^/]+\/sdk_request$/,
  [DERIVED_ALGORITHM]: /^\d{8}\/[^/]+\/[^/]+$/,
}

/** Undefined when the header is not written as the algorithm wants it. */
export function parseAuthorization(header: string): Authorization | undefined {
  const [, family, plain, bound, scope, list, signature] = FORM.exec(header) ?? []
  const access = plain ?? bound
  if (access === undefined || list === undefined || signature === undefined) return undefined
  const algorithm = `${family}-HMAC-SHA256`
  const fits = scope === undefined ? algorithm === ALGORITHM : SCOPES[algorithm]?.test(scope)
  return fits
    ? { algorithm, access, scope, signedHeaders: list.toLowerCase().split(';'), signature }
    : undefined
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/**
 * @param date value of X-Sdk-Date
 * @returns 64 lower-case hex digits
 * @throws URIError when the path or the query holds an escape that is none
 */
export function signatureOf(request: Signable, date: string, key: SigningKey): string {
  const { algorithm, scope } = key
  const hash = sha256(canonicalRequest(request))
  const text = [algorithm, date, ...(scope === undefined ? [] : [scope]), hash].join('\n')
  return createHmac('sha256', boundKey(key)).update(text).digest('hex')
}

function boundKey({ algorithm, access, secret, scope }: SigningKey): string | Buffer {
  if (scope === undefined) return secret
  // Its hex digits are the key, not the bytes that they stand for.
  if (algorithm === DERIVED_ALGORITHM)
    return Buffer.from(hkdfSync('sha256', secret, access, scope, 32)).toString('hex')
  return scope
    .split('/')
    .reduce<string | Buffer>((key, part) => createHmac('sha256', key).update(part).digest(), `SDK${secret}`)
}

/** The header of a request that this key signs. @throws URIError as `signatureOf` does */
export function authorizationOf(request: Signable, date: string, key: SigningKey): string {
  const who = key.scope === undefined ? `Access=${key.access}` : `Credential=${key.access}/${key.scope}`
  const signature = signatureOf(request, date, key)
  return `${key.algorithm} ${who}, SignedHeaders=${request.signedHeaders.join(';')}, Signature=${signature}`
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
