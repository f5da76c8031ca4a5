/** The one error that calls of the client throw, whatever went wrong. */

/** Codes that the client gives where the platform's catalogue has none. */
export const CLIENT_CODES = {
  /** No connection, or it broke before the answer was complete. */
  unreachable: 'UNREACHABLE',
  /** No complete answer within the time-out. */
  timeout: 'TIMEOUT',
  /** User, password, domain or project were refused. */
  signIn: 'SIGN_IN',
  /** The sign-in service refused something else: a member that breaks its rule, an access key that is not there. */
  identity: 'IDENTITY',
  /** Something answered that does not speak this API. */
  unexpected: 'UNEXPECTED_ANSWER',
} as const

export interface Failure {
  /** HTTP status; 0 when nothing answered. */
  status: number
  /** An `error_code` of the platform, e.g. `VIAS.00010001`, `APIG.0301` or `DIS.4301`, or one of CLIENT_CODES. */
  code: string
  message: string
  /** The concrete cause; names the field where there is one. */
  detail: string
  /** What to do about it. */
  advice: string
  /** The answer's X-request-id, where it was told in the body: finds the request in the server's log. */
  requestId?: string
  cause?: unknown
}

export class VigiaError extends Error {
  override readonly name = 'VigiaError'
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly advice: string
  readonly requestId: string | undefined

  constructor({ status, code, message, detail, advice, requestId, cause }: Failure) {
    super(message, cause === undefined ? undefined : { cause })
    this.status = status
    this.code = code
    this.detail = detail
    this.advice = advice
    this.requestId = requestId
  }
}

/**
 * What a failed answer says, in any of the four shapes: the platform's six members, the three of the gateway in front of
 * it, the two of data streams, or Keystone's `error`.
 * @param body the answer parsed as JSON, or undefined when it was none
 */
export function errorFromAnswer(status: number, body: unknown): VigiaError {
  const platform = members(body)
  if (typeof platform.error_code === 'string') {
    return new VigiaError({
      status,
      code: platform.error_code,
      message: text(platform.error_msg),
      detail: text(platform.detail),
      advice: text(platform.advice) || GATEWAY_ADVICE,
      ...(typeof platform.request_id === 'string' ? { requestId: platform.request_id } : {}),
    })
  }
  if (typeof platform.errorCode === 'string') {
    return new VigiaError({
      status,
      code: platform.errorCode,
      message: 'The data streams refused the request.',
      detail: text(platform.message),
      advice: 'Put right what the message names.',
    })
  }
  const keystone = members(platform.error)
  if (typeof keystone.message === 'string') return fromKeystone(status, keystone.message)
  return new VigiaError({
    status,
    code: CLIENT_CODES.unexpected,
    message: 'The answer is not one of Vigia.',
    detail: `HTTP status ${status} without an error that can be read`,
    advice: 'Check that the address is that of a Vigia server.',
  })
}

/** The gateway's message names the header and the remedy itself. */
const GATEWAY_ADVICE = 'Sign in again, or check the access key.'

function fromKeystone(status: number, detail: string): VigiaError {
  const failure = { status, message: 'The sign-in service refused the request.', detail }
  if (status === 429)
    return new VigiaError({
      ...failure,
      code: CLIENT_CODES.signIn,
      advice: 'Wait as long as the message says.',
    })
  if (status === 401)
    return new VigiaError({
      ...failure,
      code: CLIENT_CODES.signIn,
      advice: 'Check user, password, domain and project, or get a new token.',
    })
  return new VigiaError({
    ...failure,
    code: CLIENT_CODES.identity,
    advice: 'Put right what the message names.',
  })
}

/** What stopped a request before there was a complete answer. */
export function errorFromFetch(error: unknown, baseUrl: string, timeoutMs: number): VigiaError {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new VigiaError({
      status: 0,
      code: CLIENT_CODES.timeout,
      message: 'The server took too long.',
      detail: `${baseUrl} gave no complete answer within ${timeoutMs} ms`,
      advice: 'Try again; if it stays so, look at the server and the network to it.',
      cause: error,
    })
  }
  return new VigiaError({
    status: 0,
    code: CLIENT_CODES.unreachable,
    message: 'The server cannot be reached.',
    detail: `${baseUrl}: ${reason(error)}`,
    advice: 'Check the address and that the server runs (`vigia start`).',
    cause: error,
  })
}

/** fetch says only "fetch failed"; what happened is in its cause, at times an empty AggregateError with a code. */
function reason(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(inner instanceof Error)) return String(inner)
  if (inner.message !== '') return inner.message
  return 'code' in inner ? String(inner.code) : inner.name
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
