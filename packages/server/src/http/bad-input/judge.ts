/** What an answer to a bad request must be like; the reason why it is not, or nothing. */
import { ERRORS, STREAM_ERRORS } from '@vigia/contract'
import type { Response } from 'light-my-request'
import { isStreamPath } from '../stream-errors.js'

export interface Expected {
  /** Documented for the operation. */
  statuses: number[]
  /** The words of a refusal begin with one of these; none: there is no field to name. */
  names: string[]
}

export function judge(answer: Response, { statuses, names }: Expected): string | undefined {
  const { statusCode: status, headers, body } = answer
  if (!/^[0-9a-f-]{36}$/.test(String(headers['x-request-id']))) return `no X-request-id with status ${status}`
  if (status < 400) return `accepted with status ${status}`
  if (!statuses.includes(status)) return `status ${status} is not documented: ${body}`
  if (!String(headers['content-type']).startsWith('application/json')) return `is no JSON: ${body}`
  const refusal = readRefusal(answer.json(), answer)
  if (typeof refusal === 'string') return `${refusal}: ${body}`
  const { words } = refusal
  // Who is not let in learns nothing of the request's other parts.
  if (status === 401 || names.length === 0 || words === undefined) return undefined
  return names.some((name) => words.startsWith(`${name}: `)) ? undefined : `names none of ${names}: ${words}`
}

/** @returns the words that tell the cause, where the form has some; a string says what is wrong with the form */
function readRefusal(body: Record<string, unknown>, answer: Response): { words?: string } | string {
  const { statusCode: status, headers } = answer
  const isKeystone = 'error' in body
  const path = new URL(answer.raw.req.url ?? '', 'http://a').pathname
  if (isStreamPath(path)) return readStream(body, status)
  if (isKeystone !== /^\/v3(\.0)?(\/|$)/.test(path)) return 'has the form of another family of paths'
  if (isKeystone) return readKeystone(body, status)
  if ('request_id' in body) {
    if (keysOf(body) !== 'error_code,error_msg,request_id' || status !== 401)
      return 'is no answer of a gateway'
    return body.request_id === headers['x-request-id'] ? {} : 'has another request id than its header'
  }
  if (keysOf(body) !== 'advice,detail,error_code,error_msg,params,reason') return 'has not the six members'
  const entry = Object.entries<{ status: number }>(ERRORS).find(([code]) => code === body.error_code)
  if (!entry) return 'has a code that is not in the catalogue'
  return entry[1].status === status
    ? { words: String(body.detail) }
    : `${entry[0]} goes with ${entry[1].status}`
}

function readStream(body: Record<string, unknown>, status: number): { words?: string } | string {
  if (keysOf(body) !== 'errorCode,message') return 'is no answer of DIS'
  const entry = Object.entries<{ status: number }>(STREAM_ERRORS).find(([code]) => code === body.errorCode)
  if (!entry) return 'has a code that is not in the catalogue'
  return entry[1].status === status
    ? { words: String(body.message) }
    : `${entry[0]} goes with ${entry[1].status}`
}

function readKeystone(body: Record<string, unknown>, status: number): { words?: string } | string {
  const error = body.error as Record<string, unknown>
  if (keysOf(error) !== 'code,message,title' || keysOf(body) !== 'error') return 'is no answer of Keystone'
  return error.code === status ? { words: String(error.message) } : 'has another code than status'
}

const keysOf = (value: object): string => Object.keys(value).sort().join(',')
