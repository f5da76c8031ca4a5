/** What the sign-in service refuses; the HTTP layer gives it Keystone's shape. */
const STATUSES = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  'too many': 429,
} as const

export class IdentityRefusal extends Error {
  readonly status: number

  /**
   * @param detail `<field>: <what is wrong and what to do>`
   * @param retryAfterS seconds after which the same request may be sent again
   */
  constructor(
    kind: keyof typeof STATUSES,
    readonly detail: string,
    readonly retryAfterS?: number,
  ) {
    super(detail)
    this.status = STATUSES[kind]
  }
}
