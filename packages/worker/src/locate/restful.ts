/**
 * Where is the stream that a RESTful server tells of? Asked again before every attempt, because such addresses expire.
 */
import type { AddressPolicy, RestfulInput } from '@vigia/core'
import { AttemptError, failure } from '../source/index.js'
import { type Answer, ask } from './ask.js'
import { handedOut } from './handed-out.js'
import type { Locator } from './locator.js'

/** As long as VIAS's own framework waits. */
const PATIENCE_MS = 30_000
/** Key names shown to help find the right one. */
const KEYS_SHOWN = 10
const PLAIN_KEY = /^[\w.-]{1,40}$/

/** @param policy whom it may ask: such servers are reached like webhooks */
export function restfulLocator(input: RestfulInput, policy: AddressPolicy, timeoutMs = PATIENCE_MS): Locator {
  return {
    presumed: 'stream',
    locate: async (signal) => {
      try {
        const answer = await ask(
          {
            url: new URL(input.url),
            method: 'GET',
            headers: lowerCased({ 'content-type': 'application/json' }, input.headers),
            policy,
            verify: input.certificateCheck && { accept: 'set certificate_check to false' },
            timeoutMs,
          },
          signal,
        )
        return handedOut(addressIn(answer, input.rtspPathInResponse), input.rtspPathInResponse)
      } catch (error) {
        if (!(error instanceof AttemptError)) throw error
        const { code, reason, retry } = error.failure
        throw new AttemptError(failure(code, `the RESTful server gave no address: ${reason}`, retry))
      }
    },
  }
}

/** The job's headers win over ours, in whatever case they are written. */
const lowerCased = (...all: Record<string, string>[]): Record<string, string> =>
  Object.fromEntries(
    all.flatMap((headers) => Object.entries(headers)).map(([name, value]) => [name.toLowerCase(), value]),
  )

/** @throws AttemptError */
function addressIn({ status, text }: Answer, path: string): string {
  if (status !== 200) throw statusFault(status)
  let found = parsed(text)
  const walked: string[] = []
  // The published pattern allows a slash at the end; no key is empty.
  for (const key of path.split('/').filter(Boolean)) {
    if (!isObject(found)) throw unusable(`${where(walked)} is ${kindOf(found)} and holds no ${key}`)
    if (!Object.hasOwn(found, key)) throw unusable(`there is no ${key} in ${where(walked)}; ${keysOf(found)}`)
    found = found[key]
    walked.push(key)
  }
  if (typeof found !== 'string') throw unusable(`${where(walked)} is ${kindOf(found)}; it must be text`)
  return found
}

function parsed(text: string): unknown {
  let found: unknown
  try {
    found = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw unusable(text.trim() === '' ? 'its answer is empty' : 'its answer is no JSON')
  }
  if (!isObject(found)) throw unusable(`its answer is ${kindOf(found)}; it must be a JSON object`)
  return found
}

function statusFault(status: number): AttemptError {
  if (status >= 300 && status < 400)
    return new AttemptError(
      failure(
        'SOURCE.UNREACHABLE',
        `it redirects (${status}), which is not followed; give the final address`,
        'always',
      ),
    )
  if (status === 401 || status === 403)
    return new AttemptError(
      failure('SOURCE.UNAUTHORIZED', `it refuses access (${status}); check the job's headers`, 'always'),
    )
  if (status === 404)
    return new AttemptError(
      failure('SOURCE.NOT_FOUND', 'there is nothing at this address (404); check its url', 'always'),
    )
  return new AttemptError(failure('SOURCE.UNREACHABLE', `it answered ${status} instead of 200`, 'always'))
}

const unusable = (why: string) => new AttemptError(failure('SOURCE.UNSUPPORTED', why, 'always'))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const where = (walked: string[]): string => (walked.length === 0 ? 'its answer' : walked.join('/'))

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return { object: 'an object', string: 'text', number: 'a number', boolean: 'true or false' }[
    typeof value as 'object' | 'string' | 'number' | 'boolean'
  ]
}

/** Names only, and only plain ones: a stranger may make a secret a key. */
function keysOf(found: Record<string, unknown>): string {
  const keys = Object.keys(found)
  if (keys.length === 0) return 'it is empty'
  const plain = keys.filter((key) => PLAIN_KEY.test(key)).slice(0, KEYS_SHOWN)
  if (plain.length === 0) return `it has ${keys.length} other keys`
  return `its keys are ${plain.join(', ')}${plain.length < keys.length ? ' and others' : ''}`
}
