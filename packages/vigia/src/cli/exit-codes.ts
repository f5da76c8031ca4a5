/** What the process ends with, and the error that carries it. */
import { CLIENT_CODES, VigiaError } from '@vigia/sdk'

export const EXIT = { ok: 0, failed: 1, usage: 2, unreachable: 3, signIn: 4 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export const EXIT_CODES_HELP = `
Exit codes:
  0  done
  1  the server refused or failed, or what was waited for did not come
  2  the command line is wrong
  3  the server cannot be reached
  4  sign-in failed`

/** A failure told in two lines: what is wrong, and what to do. */
export class CliError extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    readonly advice: string,
    /** Code of the platform's catalogue or of the client, where there is one. */
    readonly code?: string,
  ) {
    super(message)
  }
}

export function usageError(message: string, advice: string): CliError {
  return new CliError(EXIT.usage, message, advice)
}

/** Any thrown value as a CliError. */
export function toCliError(error: unknown): CliError {
  if (error instanceof CliError) return error
  if (error instanceof VigiaError) {
    const what = [error.message, error.detail].filter((part) => part !== '').join(' ')
    return new CliError(exitCodeOf(error), `${error.code}: ${what}`, error.advice, error.code)
  }
  return new CliError(
    EXIT.failed,
    error instanceof Error ? error.message : String(error),
    'Put right what the message names and run the command again.',
  )
}

function exitCodeOf({ code, status }: VigiaError): ExitCode {
  if (code === CLIENT_CODES.unreachable || code === CLIENT_CODES.timeout) return EXIT.unreachable
  return code === CLIENT_CODES.signIn || status === 401 ? EXIT.signIn : EXIT.failed
}
