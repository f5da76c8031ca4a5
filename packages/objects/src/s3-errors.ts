/** What an S3 store, or the way to it, means by an error: in words for users, without keys and addresses. */
import { ObjectStoreError, type ObjectStoreFault } from '@vigia/core'

interface Told {
  name?: string
  code?: string
  message?: string
  /** Of connections that were tried in turn. */
  errors?: unknown[]
  $metadata?: { httpStatusCode?: number }
  $response?: { statusCode?: number }
}

const SAID: Record<string, [ObjectStoreFault, string]> = {
  NoSuchBucket: ['no_bucket', 'the object store has no such bucket'],
  InvalidBucketName: ['bad_name', 'the object store takes no bucket of this name'],
  KeyTooLongError: ['bad_name', 'the key is too long for the object store'],
  InvalidAccessKeyId: ['denied', 'the object store does not know the access key'],
  SignatureDoesNotMatch: ['denied', 'the secret key is not that of the access key'],
  InvalidToken: ['denied', 'the object store does not accept the security token'],
  ExpiredToken: ['denied', 'the security token has expired; give the project new keys'],
  AccessDenied: ['denied', 'the object store denies access; check the rights of the access key'],
  AuthorizationHeaderMalformed: ['denied', 'the object store expects another region'],
  PermanentRedirect: ['denied', 'the bucket is in another region; give the endpoint of that region'],
  RequestTimeTooSkewed: ['away', 'the clocks of this machine and of the object store differ too much'],
  EntityTooLarge: ['full', 'the object is too large for the object store'],
  QuotaExceeded: ['full', 'the object store has no room left for it'],
  ECONNREFUSED: ['away', 'the object store refuses the connection'],
  ENOTFOUND: ['away', 'the name of the object store could not be resolved'],
  EAI_AGAIN: ['away', 'the name of the object store could not be resolved'],
  EHOSTUNREACH: ['away', 'there is no route to the object store'],
  ENETUNREACH: ['away', 'there is no route to the object store'],
  ECONNRESET: ['away', 'the connection to the object store was cut'],
  EPROTO: ['away', 'the object store does not speak TLS; give its endpoint with http://'],
  SlowDown: ['away', 'the object store has too much to do'],
  TimeoutError: ['away', 'the object store did not answer in time'],
  AbortError: ['away', 'the object store did not answer in time'],
}

/** It was too slow for the store, or too many ask. */
const BUSY = new Set([408, 429])

export const isNotFound = (error: unknown): boolean =>
  statusOf(error as Told) === 404 && (error as Told).name !== 'NoSuchBucket'

export function meaningOf(error: unknown): ObjectStoreError {
  if (error instanceof ObjectStoreError) return error
  const told = error as Told
  const inner = told.errors?.find((one) => one instanceof ObjectStoreError)
  if (inner instanceof ObjectStoreError) return inner
  const said = SAID[told.name ?? ''] ?? SAID[told.code ?? '']
  if (said) return new ObjectStoreError(...said)
  const status = statusOf(told)
  // Questions by HEAD are answered without words.
  if (status === 401 || status === 403) return new ObjectStoreError(...SAID.AccessDenied!)
  if (status === 301) return new ObjectStoreError(...SAID.PermanentRedirect!)
  if (/certificate|self.signed/i.test(`${told.code} ${told.message}`))
    return new ObjectStoreError(
      'refused',
      'the certificate of the object store is not trusted on this machine',
    )
  if (status !== undefined && status >= 400 && status < 500 && !BUSY.has(status))
    return new ObjectStoreError(
      'denied',
      `the object store refuses the request (status ${status}, ${told.name})`,
    )
  const why = status === undefined ? (told.code ?? told.name ?? 'no answer') : `status ${status}`
  return new ObjectStoreError('away', `the object store could not be asked (${why})`)
}

const statusOf = (told: Told): number | undefined =>
  told.$metadata?.httpStatusCode ?? told.$response?.statusCode
