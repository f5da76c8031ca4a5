/**
 * Whether a request was signed with an access key: what can be told without its body first, the signature itself once
 * the body is there.
 */
import { timingSafeEqual } from 'node:crypto'
import { ApiError } from '@vigia/contract'
import type { Clock } from '@vigia/core'
import type { AccessKeys, KnownKey } from './access-keys.js'
import {
  ALGORITHM,
  DERIVED_ALGORITHM,
  parseAuthorization,
  type Signable,
  type SigningKey,
  sha256,
  signatureOf,
  UNSIGNED_PAYLOAD,
} from './signature.js'
import { isOn } from './tokens.js'

/** How far the X-Sdk-Date of a request may lie from this server's clock, either way. */
export const MOST_SKEW_MS = 15 * 60_000
/** Without these two a signature would hold for any server and for ever. */
const ALWAYS_SIGNED = ['host', 'x-sdk-date']
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

const FORMS: Record<string, string> = {
  [ALGORITHM]: `${ALGORITHM} Access=…, SignedHeaders=… (or Credential=<key>/<day>/<region>/<service>/sdk_request, SignedHeaders=…)`,
  [DERIVED_ALGORITHM]: `${DERIVED_ALGORITHM} Credential=<key>/<day>/<region>/<service>, SignedHeaders=…`,
}

export interface Unproven extends Pick<KnownKey, 'user' | 'grants'> {
  /** Name of the key. */
  accessKey: string
  /** @throws ApiError APIG.0301 when the signature does not fit the request with this body */
  prove(body: Buffer): void
}

type Request = Pick<Signable, 'method' | 'url' | 'headers'>

/** True for every algorithm of the family: one that is not spoken here is refused by name, not ignored. */
export const isSigned = (authorization: string | undefined): authorization is string =>
  /^(SDK|V11)-/.test(authorization ?? '')

export class SignedRequests {
  constructor(
    private readonly keys: AccessKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks all that needs no body: form, signed headers, date, key.
   * @param authorization the header, begun with `SDK-`
   * @throws ApiError APIG.0301 naming the header
   */
  async accept(authorization: string, { method, url, headers }: Request): Promise<Unproven> {
    const algorithm = authorization.split(' ', 1)[0] ?? ''
    if (![ALGORITHM, DERIVED_ALGORITHM].includes(algorithm))
      throw refused(`Authorization: the algorithm ${algorithm} is not spoken here; sign with ${ALGORITHM}`)
    const given = parseAuthorization(authorization)
    if (!given) throw refused(`Authorization: must read ${FORMS[algorithm]}, Signature=… with 64 hex digits`)
    const { access, signedHeaders } = given
    for (const name of ALWAYS_SIGNED)
      if (!signedHeaders.includes(name))
        throw refused(`Authorization: ${name} must be one of the signed headers`)
    for (const name of signedHeaders)
      if (headers[name] === undefined)
        throw refused(`${name}: the header is said to be signed, but was not sent`)
    const date = String(headers['x-sdk-date'])
    this.checkDate(date)
    if (given.scope !== undefined && !given.scope.startsWith(`${date.slice(0, 8)}/`))
      throw refused('Authorization: the day of the Credential must be that of X-Sdk-Date')
    const known = await this.keys.known(access)
    if (!known) throw refused(`Authorization: there is no access key ${access.slice(0, 64)}`)
    if (!known.key.active) throw refused(`Authorization: the access key ${access} is switched off`)
    if (!isOn(known.user)) throw refused(`Authorization: the user of access key ${access} is switched off`)
    return {
      user: known.user,
      accessKey: access,
      grants: known.grants,
      prove: (body) => {
        const payloadHash = payloadHashOf(headers, body)
        const request = { method, url, headers, signedHeaders, payloadHash }
        const right = rightSignature(request, date, { ...given, secret: known.key.secret })
        if (!timingSafeEqual(Buffer.from(right), Buffer.from(given.signature)))
          throw refused(`Authorization: the signature by access key ${access} is not that of this request`)
      },
    }
  }

  private checkDate(text: string): void {
    const parts = DATE.exec(text)?.slice(1).join(' ')
    const [year = 0, month = 1, ...rest] = (parts ?? '').split(' ').map(Number)
    const at = parts === undefined ? Number.NaN : Date.UTC(year, month - 1, ...rest)
    // NaN, too, is not within the limit.
    if (!(Math.abs(at - this.clock.now()) <= MOST_SKEW_MS)) {
      const now = new Date(this.clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '')
      throw refused(`X-Sdk-Date: must be like ${now}, and within 15 minutes of it`)
    }
  }
}

/** @throws ApiError when the header promises another body */
function payloadHashOf(headers: Request['headers'], body: Buffer): string {
  const promised = headers['x-sdk-content-sha256']
  if (promised === UNSIGNED_PAYLOAD) return UNSIGNED_PAYLOAD
  const actual = sha256(body)
  if (promised === undefined) return actual
  if (typeof promised !== 'string' || promised.toLowerCase() !== actual)
    throw refused('X-Sdk-Content-Sha256: is not the SHA-256 of the body')
  return promised
}

/** @throws ApiError when path or query cannot be decoded */
function rightSignature(request: Signable, date: string, key: SigningKey): string {
  try {
    return signatureOf(request, date, key)
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    throw refused('Authorization: path or query cannot be decoded; percent-encode them as UTF-8')
  }
}

const refused = (detail: string): ApiError => new ApiError('APIG.0301', detail)
