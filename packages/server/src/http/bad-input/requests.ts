/** Requests as the test server is sent them, made from an operation and its example. */
import type { Example } from './examples.js'
import type { Operation } from './operations.js'

export interface Request {
  method: string
  /** Path and query, encoded. */
  url: string
  headers: Record<string, string>
  payload?: string | Buffer
}

/** A request that tries something. */
export interface Attempt extends Request {
  /** The field and what is wrong with it. */
  what: string
  /** What of the server is tried: a rule of a field, say, that can be broken in many ways. */
  rule: string
}

export interface BadRequest extends Attempt {
  /** Names of which a refusal must begin with one; none: there is no field to name. */
  names: string[]
}

/** Values to put in place of those of the example; path and query are encoded already. */
export interface Instead {
  path?: Record<string, string>
  query?: string
  /** Undefined: leave the header out. */
  headers?: Record<string, string | undefined>
  payload?: string | Buffer | undefined
}

/**
 * What was tried on another operation is not tried again, but for one attempt at each rule: every operation shows that
 * it has the rule, and one of them that the rule holds.
 */
export function thinned<T extends Attempt>(requests: T[], tried: Set<string>): T[] {
  const rules = new Set<string>()
  return requests.filter(({ what, rule }) => {
    const isNeeded = !tried.has(what) || !rules.has(rule)
    tried.add(what)
    rules.add(rule)
    return isNeeded
  })
}

/** The example itself, with a token, or with something in place of a part of it. */
export function requestOf(
  op: Operation,
  example: Example,
  token: string | null,
  instead: Instead = {},
): Request {
  const values = { ...encoded(example.path ?? {}), ...instead.path }
  const path = op.path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? `{${name}}`)
  const query = instead.query ?? queryOf(example.query ?? {})
  const hasBody = 'payload' in instead || example.body !== undefined
  const payload = 'payload' in instead ? instead.payload : JSON.stringify(example.body)
  const headers = {
    ...(token === null ? {} : { 'x-auth-token': token }),
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...example.headers,
    ...instead.headers,
  }
  return {
    method: op.method,
    url: query === '' ? path : `${path}?${query}`,
    headers: given(headers),
    ...(hasBody && payload !== undefined ? { payload } : {}),
  }
}

function given(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}

const encoded = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)]))

export const queryOf = (values: Record<string, string>): string =>
  Object.entries(encoded(values))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
