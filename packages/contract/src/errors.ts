/** The error catalogue: every code the platform answers with, its HTTP status and its words (platform-api section 9). */
import { type Static, Type } from 'typebox'

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

interface Entry {
  status: number
  message: string
  reason: string
  advice: string
}

export const ERRORS = {
  'VIAS.00010001': {
    status: 400,
    message: 'Invalid parameters.',
    reason: 'A parameter breaks its rule.',
    advice: 'Correct the parameter that detail names.',
  },
  'VIAS.00010002': {
    status: 400,
    message: 'The object does not exist.',
    reason: 'Something the request names is not there.',
    advice: 'Check the name that detail gives.',
  },
  'VIAS.00010003': {
    status: 400,
    message: 'The object already exists.',
    reason: 'The name is in use.',
    advice: 'Use the existing object or choose another name.',
  },
  'VIAS.00010004': {
    status: 400,
    message: 'Invalid format.',
    reason: 'The body or a parameter cannot be read.',
    advice: 'Send a JSON object as documented.',
  },
  'VIAS.00010005': {
    status: 401,
    message: 'Authorization failed.',
    reason: 'The token is missing, wrong or expired, or belongs to another project.',
    advice: 'Get a token for this project with POST /v3/auth/tokens.',
  },
  'VIAS.00010006': {
    status: 500,
    message: 'Internal error.',
    reason: 'The server failed or does not know this request.',
    advice: 'Check method and path; otherwise look at the server log.',
  },
  'VIAS.00010007': {
    status: 400,
    message: 'The job does not exist.',
    reason: 'No job of this project has the task id.',
    advice: 'Check the task id.',
  },
  'VIAS.00010011': {
    status: 400,
    message: 'The job name is taken.',
    reason: 'Another job of this project has the name.',
    advice: 'Rename the job.',
  },
  'VIAS.00010012': {
    status: 500,
    message: 'This operation is not allowed.',
    reason: 'The job is in a state that does not allow it.',
    advice: 'Wait for or bring about the state that detail names.',
  },
  'VIAS.0010048': {
    status: 400,
    message: 'The maximum number of jobs is reached.',
    reason: 'The quota of the project is used up.',
    advice: 'Delete jobs or ask the administrator for quota.',
  },
} as const satisfies Record<string, Entry>

export type ErrorCode = keyof typeof ERRORS

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

  body(): ErrorResponse {
    const { message, reason, advice } = ERRORS[this.code]
    return { error_code: this.code, error_msg: message, detail: this.detail, params: [], reason, advice }
  }
}
