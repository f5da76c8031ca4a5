/** Errors as the platform answers them: the two bodies on the wire, and the error that becomes one (platform-api section 9.1). */
import { type Static, Type } from 'typebox'
import { ERRORS, type ErrorCode } from './error-catalogue.js'

/** All six members are always present. */
export const ErrorResponse = Type.Object(
  {
    error_code: Type.String(),
    error_msg: Type.String(),
    detail: Type.String({ description: 'The concrete cause; names the field.' }),
    params: Type.Array(Type.String(), { maxItems: 1 }),
    reason: Type.String(),
    advice: Type.String({ description: 'What to do about it.' }),
  },
  { $id: 'ErrorResponse' },
)
export type ErrorResponse = Static<typeof ErrorResponse>

/** Who is not signed in is stopped in front of the service, by a gateway that speaks in three members. */
export const GatewayError = Type.Object(
  {
    error_code: Type.String({ description: 'APIG.…' }),
    error_msg: Type.String({ description: 'Names the header and what to do.' }),
    request_id: Type.String({
      description: 'Also in the X-request-id header; finds the request in the log.',
    }),
  },
  { $id: 'GatewayError' },
)
export type GatewayError = Static<typeof GatewayError>

/** An error of the catalogue; thrown by use cases, turned into an answer by the HTTP layer only. */
export class ApiError extends Error {
  /** @param detail what exactly is wrong, naming the field and the remedy */
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`)
  }

  get status(): number {
    return ERRORS[this.code].status
  }

  /** @param requestId the id in the X-request-id header of the same answer */
  body(requestId: string): ErrorResponse | GatewayError {
    const { message, reason, advice } = ERRORS[this.code]
    if (this.code.startsWith('APIG.'))
      return { error_code: this.code, error_msg: `${message} ${this.detail}`, request_id: requestId }
    return { error_code: this.code, error_msg: message, detail: this.detail, params: [], reason, advice }
  }
}
