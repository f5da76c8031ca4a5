/** Errors of the sign-in paths, in Keystone's own shape. */
import type { ApiError } from '@vigia/contract'
import type { IdentityRefusal } from '../identity/index.js'

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

export class KeystoneError extends Error {
  /** @param retryAfterS seconds after which the same request may be sent again */
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterS?: number,
  ) {
    super(message)
  }

  static from(error: ApiError | IdentityRefusal): KeystoneError {
    return new KeystoneError(
      error.status,
      error.detail,
      'retryAfterS' in error ? error.retryAfterS : undefined,
    )
  }

  body(): { error: { code: number; message: string; title: string } } {
    const title = TITLES[this.status] ?? 'Error'
    return { error: { code: this.status, message: this.message, title } }
  }
}
