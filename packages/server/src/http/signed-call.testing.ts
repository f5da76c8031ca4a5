/** Calls signed with an access key, for tests; each part of the signature can be made wrong. */
import { ALGORITHM, authorizationOf, type SigningKey, sha256 } from '../identity/signature.js'
import type { TestApp } from './test-app.js'

export interface TestKey {
  access: string
  secret: string
}

export interface Signing {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  /** Path and query. */
  path: string
  body?: string
  /** Beside Host, X-Sdk-Date and, with a body, Content-Type; all are signed. */
  headers?: Record<string, string>
  /** Milliseconds since 1970 of X-Sdk-Date. */
  at: number
  /** What is changed after signing. */
  tamper?: (sent: { url: string; headers: Record<string, string>; payload: string | undefined }) => void
  payloadHash?: string
  unsigned?: string[]
  /** With the key as it is when left out. */
  form?: Pick<SigningKey, 'algorithm' | 'scope'>
}

export const sdkDate = (at: number): string => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')

/** The key of a new access key of the app's admin. */
export async function makeKey(t: TestApp, token = t.token): Promise<TestKey> {
  const answer = await t.call('POST', '/v3.0/OS-CREDENTIAL/credentials', { credential: {} }, token)
  if (answer.status !== 201) throw new Error(`key: ${JSON.stringify(answer.body)}`)
  return answer.body.credential
}

export async function signedCall(t: TestApp, key: TestKey, signing: Signing) {
  const { method = 'GET', path, body, headers: more = {}, at, tamper, payloadHash, unsigned = [] } = signing
  const { form = { algorithm: ALGORITHM, scope: undefined } } = signing
  const headers: Record<string, string> = {
    host: 'vigia.test:8080',
    'x-sdk-date': sdkDate(at),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...more,
  }
  const signedHeaders = Object.keys(headers)
    .filter((name) => !unsigned.includes(name))
    .sort()
  const hash = payloadHash ?? headers['x-sdk-content-sha256'] ?? sha256(body ?? '')
  headers.authorization = authorizationOf(
    { method, url: path, headers, signedHeaders, payloadHash: hash },
    headers['x-sdk-date']!,
    { ...key, ...form },
  )
  const sent = { url: path, headers, payload: body }
  tamper?.(sent)
  const answer = await t.app.inject({
    method,
    url: sent.url,
    headers: sent.headers,
    ...(sent.payload === undefined ? {} : { payload: sent.payload }),
  })
  const isJson = String(answer.headers['content-type']).includes('/json')
  return { status: answer.statusCode, body: isJson ? answer.json() : undefined }
}
