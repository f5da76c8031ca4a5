/** Why an attempt to read a source ended: FFmpeg's last words turned into ours. */
import type { PreparedInput } from './input.js'
import type { SourceErrorCode } from './types.js'

export interface Failure {
  code: SourceErrorCode
  /** Plain words, no address, no password. */
  reason: string
  /**
   * `never`: even a live source cannot recover. `live`: a camera may, a file will not. `always`: worth another try, of
   * which files get ten. `ever`: what is away says nothing of the file that is kept there.
   */
  retry: 'never' | 'live' | 'always' | 'ever'
  /** What is waited for, where its address says too little: `stream yard`. */
  noun?: string
  /** Milliseconds to the next attempt instead of the ladder's: 0 when that attempt itself waits. */
  waitMs?: number
  /** It is there and answers, but shows nothing: only another attempt tells when that is over. */
  isMute?: true
  /** Nobody said anything: whatever its server says from now on is news. */
  isDeaf?: true
}

/** Thrown inside the source on the way to a retry or to a SourceError. */
export class AttemptError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.reason)
  }
}

export function failure(code: SourceErrorCode, reason: string, retry: Failure['retry']): Failure {
  return { code, reason, retry }
}

export const NO_VIDEO = failure('SOURCE.NOT_VIDEO', 'there is no video stream in it', 'live')
export const NOT_VIDEO = failure('SOURCE.NOT_VIDEO', 'it is not a video that can be read', 'live')
export const UNAUTHORIZED = failure('SOURCE.UNAUTHORIZED', 'wrong user or password', 'live')
export const NOT_FOUND = failure('SOURCE.NOT_FOUND', 'there is nothing at this address (not found)', 'live')

/** It answered, and no picture came for so long. */
const noPicture = (ms: number): Failure => ({
  ...failure('SOURCE.TIMED_OUT', `no picture for ${Math.round(ms / 100) / 10} s`, 'always'),
  isMute: true,
})

const deaf = (code: SourceErrorCode, reason: string): Failure => ({
  ...failure(code, reason, 'always'),
  isDeaf: true,
})

/** It said nothing at all. */
export const TIMED_OUT = deaf('SOURCE.TIMED_OUT', 'timed out')
export const CONNECTION_REFUSED = deaf('SOURCE.UNREACHABLE', 'connection refused')
export const NO_ROUTE = deaf('SOURCE.UNREACHABLE', 'no route to it')

const FORBIDDEN = 'access is forbidden'
const SERVER_ERROR = 'the server reports an error of its own'
/** Why nothing came in time. */
export const silence = (input: Pick<PreparedInput, 'frameTimeoutMs' | 'hasAnswered'>): Failure =>
  input.hasAnswered() ? noPicture(input.frameTimeoutMs) : TIMED_OUT

/** Ordered: the first pattern found decides. */
const KNOWN: readonly [RegExp, Failure][] = [
  [
    /failed to execute|could not be started/i,
    failure(
      'SOURCE.UNREACHABLE',
      'ffmpeg could not be started; install it or correct its configured path',
      'always',
    ),
  ],
  [/401 Unauthorized|authorization failed/i, UNAUTHORIZED],
  [/403 Forbidden|access denied/i, failure('SOURCE.UNAUTHORIZED', FORBIDDEN, 'live')],
  [/404 (Stream )?Not Found|NetStream\.Play\.StreamNotFound/i, NOT_FOUND],
  [
    /Server returned 4\d\d|4XX Client Error/i,
    failure('SOURCE.UNREACHABLE', 'the server refuses the request', 'live'),
  ],
  [/Server returned 5XX|5\d\d Server Error/i, failure('SOURCE.UNREACHABLE', SERVER_ERROR, 'always')],
  [
    /Cannot allocate memory/i,
    failure('SOURCE.TOO_LARGE', 'it asks for more memory than a decoder may take', 'live'),
  ],
  [/Connection refused/i, CONNECTION_REFUSED],
  [/timed out|ETIMEDOUT/i, TIMED_OUT],
  [/No route to host|Network is unreachable/i, NO_ROUTE],
  [
    /Connection reset|Broken pipe|End of file|ends prematurely/i,
    failure('SOURCE.UNREACHABLE', 'the connection was cut', 'always'),
  ],
  [/matches no streams|does not contain any stream/i, NO_VIDEO],
  [
    /Invalid data found|moov atom not found|not on whitelist|whitelist|Unsafe file name|Operation not permitted|could not find codec|unspecified size/i,
    NOT_VIDEO,
  ],
  [
    /Decoder .* not found|Unknown decoder|not (yet )?implemented|patches ?welcome/i,
    failure('SOURCE.NOT_VIDEO', 'its video coding is not supported', 'live'),
  ],
  [/Input\/output error/i, failure('SOURCE.UNREACHABLE', 'it could not be read to the end', 'always')],
]

/** @param lines FFmpeg's last lines on stderr, any order of faults. */
export function failureFromLog(lines: readonly string[]): Failure {
  const text = lines.join('\n')
  for (const [pattern, known] of KNOWN) if (pattern.test(text)) return known
  const last = lines.at(-1)
  return failure(
    'SOURCE.UNREACHABLE',
    last ? maskAddresses(last) : 'the decoder ended without a reason',
    'always',
  )
}

const RANGELESS = failure(
  'SOURCE.NOT_VIDEO',
  'its index lies at its end and the server sends no parts of files; serve it with range requests or put the index first',
  'live',
)

/**
 * The clearest reason at hand: what our own connection saw, then what FFmpeg says.
 * @param hasBegun pictures had come: its index was found
 */
export function explain(
  input: Pick<PreparedInput, 'ranges' | 'local' | 'frameTimeoutMs' | 'fault' | 'hasAnswered'>,
  log: readonly string[],
  hasBegun = false,
): Failure {
  const fault = input.fault()
  if (fault) return fault
  if (!hasBegun && !input.ranges && /partial file|End of file|ends prematurely/i.test(log.join('\n')))
    return RANGELESS
  const found = failureFromLog(log)
  if (found === TIMED_OUT) return silence(input)
  // A file on our disk reads tomorrow as it reads today, unless the disk or FFmpeg is what fails.
  const isLasting =
    input.local && found.retry === 'always' && !/could not be started|Input\/output/i.test(log.join('\n'))
  return isLasting ? NOT_VIDEO : found
}

/** True when a read that ended was cut by the network rather than finished. */
export function cutByNetwork(lines: readonly string[]): boolean {
  return /Connection reset|ends prematurely|timed out|Input\/output error|Connection refused|5\d\d Server|5XX/i.test(
    lines.join('\n'),
  )
}

/**
 * What a server means that refuses a part of a file which it has begun to give. FFmpeg says nothing of it and takes the
 * rest of the film for missing. The address may have expired, and the next attempt has another.
 * @param range as it was asked for; `status` of the answer
 */
export function refusedPart(range: string | undefined, status = 0): Failure | undefined {
  const isBehindBeginning = /^bytes=0*[1-9]/.test(range ?? '')
  // 416: there is nothing so far behind, which ends a file.
  if (!isBehindBeginning || status < 400 || status === 416) return undefined
  if (status === 401 || status === 403) return failure('SOURCE.UNAUTHORIZED', FORBIDDEN, 'always')
  if (status >= 500) return failure('SOURCE.UNREACHABLE', SERVER_ERROR, 'always')
  return failure('SOURCE.UNREACHABLE', `the server refuses a part of the file (status ${status})`, 'always')
}

/** Takes every address out of a line: user, password, tokens and paths of strangers must not reach a status. */
export function maskAddresses(line: string): string {
  return line
    .replace(/[a-z][a-z0-9+.-]*:\/\/?\S+/gi, '(address)')
    .replace(/\[[^\]]*@ 0x[0-9a-f]+\] ?/gi, '')
    .slice(0, 200)
}

/** A reason as a sentence of its own; one that begins with the name of a field keeps that. */
export function sentence(text: string): string {
  if (text.startsWith('input url')) return text
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
