/** Which paths speak DIS, and their errors: two members, with the codes of DIS for what the platform itself refuses. */
import { ApiError, type ErrorCode, StreamError, type StreamErrorCode } from '@vigia/contract'

/** Below /v3 there are projects, users and the like, whose parts are called otherwise. */
const PATHS =
  /^\/v(2\/[^/?]*\/(records|cursors|streams|apps|checkpoints)|3\/(?!(auth|domains|projects|roles|users)\/)[^/?]*\/streams)([/?]|$)/

export const isStreamPath = (url: string): boolean => PATHS.test(url)

const CODES: Partial<Record<ErrorCode, StreamErrorCode>> = {
  'APIG.0301': 'DIS.4100',
  'APIG.0307': 'DIS.4100',
  'VIAS.00010001': 'DIS.4200',
  'VIAS.00010002': 'DIS.4200',
  'VIAS.00010004': 'DIS.4200',
  'VIAS.00010005': 'DIS.4100',
  'VIAS.00010021': 'DIS.4100',
  'VIAS.00010016': 'DIS.5250',
}

export function streamErrorOf(error: ApiError | StreamError): StreamError {
  return error instanceof ApiError ? new StreamError(CODES[error.code] ?? 'DIS.5000', error.detail) : error
}

/** Dump tasks of DIS are the one part of its API that is not here. */
export function unknownStreamOperation(operation: string): StreamError {
  const hint = operation.includes('/transfer-tasks')
    ? 'dump tasks are not available: read the stream with an app of your own, or give the job an obs output'
    : 'see /docs'
  return new StreamError('DIS.4404', `there is no operation ${operation}; ${hint}`)
}
