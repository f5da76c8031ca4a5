/** What went wrong, in the server's words. */
import { CLIENT_CODES, VigiaError } from '@vigia/sdk'

export interface FailureWords {
  message: string
  detail: string
  advice: string
  code: string
}

export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined
}

export const isCode = (error: unknown, code: string): boolean =>
  error instanceof VigiaError && error.code === code

/** Nothing answered: the next question may well be answered again. */
export const isUnreachable = (error: unknown): boolean =>
  isCode(error, CLIENT_CODES.unreachable) || isCode(error, CLIENT_CODES.timeout)

/** Codes of the client itself mean nothing to a reader, nor does its frame around the sign-in service's own sentence. */
export function failureWords(error: unknown): FailureWords {
  if (error instanceof VigiaError) {
    const { message, detail, advice, code } = error
    if (code === CLIENT_CODES.signIn || code === CLIENT_CODES.identity)
      return { message: detail, detail: '', advice, code: '' }
    return { message, detail, advice, code: /^(VIAS|APIG)\./.test(code) ? code : '' }
  }
  return { message: error instanceof Error ? error.message : String(error), detail: '', advice: '', code: '' }
}
