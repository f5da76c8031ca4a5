/** Errors of the data streams, in the shape of DIS: its codes, its two members. They differ from the platform's own. */
import { type Static, Type } from 'typebox'

interface Entry {
  status: number
  /** When. */
  reason: string
}

export const STREAM_ERRORS = {
  'DIS.4100': { status: 401, reason: 'The token, the signature or the role is not good for this.' },
  'DIS.4200': { status: 400, reason: 'A parameter breaks its rule, or the body cannot be read.' },
  'DIS.4216': { status: 400, reason: 'The cursor type takes a sequence number, and none is given.' },
  'DIS.4217': { status: 400, reason: 'The cursor is none that was given out for this project.' },
  'DIS.4224': {
    status: 400,
    reason: 'No record that is kept has the sequence number, nor will the next one.',
  },
  'DIS.4225': { status: 400, reason: 'The cursor is older than 5 minutes.' },
  'DIS.4301': { status: 400, reason: 'There is no such stream.' },
  'DIS.4302': { status: 400, reason: 'The stream has no such partition.' },
  'DIS.4303': { status: 400, reason: 'More was put into the partition in this second than it takes.' },
  'DIS.4307': { status: 400, reason: 'There is a stream of this name.' },
  'DIS.4308': { status: 400, reason: 'The project has as many streams as it may have.' },
  'DIS.4319': {
    status: 400,
    reason: 'The partition takes no more records since the stream was made smaller.',
  },
  'DIS.4329': { status: 400, reason: 'The project has as many apps as it may have.' },
  'DIS.4330': { status: 400, reason: 'There is an app of this name.' },
  'DIS.4332': { status: 400, reason: 'There is no such app.' },
  'DIS.4404': { status: 404, reason: 'There is no such operation.' },
  'DIS.5000': { status: 500, reason: 'The server failed; its log tells.' },
  'DIS.5250': { status: 500, reason: 'The store takes nothing at present.' },
} as const satisfies Record<string, Entry>

export type StreamErrorCode = keyof typeof STREAM_ERRORS

export const StreamErrorResponse = Type.Object(
  {
    errorCode: Type.String({ description: 'DIS.…' }),
    message: Type.String({ description: 'The concrete cause; names the field.' }),
  },
  { $id: 'StreamErrorResponse' },
)
export type StreamErrorResponse = Static<typeof StreamErrorResponse>

/** Thrown by use cases of data streams, turned into an answer by the HTTP layer only. */
export class StreamError extends Error {
  /** @param message what exactly is wrong, naming the field and the remedy */
  constructor(
    readonly code: StreamErrorCode,
    message: string,
  ) {
    super(message)
  }

  get status(): number {
    return STREAM_ERRORS[this.code].status
  }

  body(): StreamErrorResponse {
    return { errorCode: this.code, message: this.message }
  }
}
