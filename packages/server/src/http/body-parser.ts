/**
 * JSON bodies; an empty one counts as none, whatever its type, because clients send a content type on every call. The
 * signature of a signed request is checked on the bytes before anything is said about them.
 */
import { ApiError } from '@vigia/contract'
import type { FastifyRequest } from 'fastify'
import type { App } from './deps.js'
import { memberOf } from './field-name.js'
import { isStorable, NOT_STORABLE } from './storable-text.js'

/** Create with 50 inputs of 1000 characters and 10 headers takes some 60 kB. */
export const BODY_LIMIT = 1_048_576
/** Far beyond any documented body, far below what recursive code (validators, serialisers) takes: some 5000. */
const DEEPEST = 100

const utf8 = new TextDecoder('utf-8', { fatal: true })

export function installBodyParser(app: App): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      await request.prove?.(body)
      return parseJson(body)
    },
  )
  // Also a body without any type. An unknown path is told as such, not by its body.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    await request.prove?.(body)
    if (body.length === 0 || request.is404) return undefined
    throw unreadable('Content-Type: must be application/json')
  })
}

/**
 * The bytes that the framework leaves alone: it reads no body of a GET, but Huawei's SDK sends and signs `{}` with one
 * when it looks up a project.
 * @throws ApiError VIAS.00010004 when there are more than BODY_LIMIT
 */
export async function unparsedBody({ method, raw }: FastifyRequest): Promise<Buffer> {
  if (method !== 'GET' && method !== 'HEAD') return Buffer.alloc(0)
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > BODY_LIMIT) throw unreadable(`body: is larger than ${BODY_LIMIT} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** @throws ApiError VIAS.00010004 */
function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined
  let text: string
  try {
    text = utf8.decode(body)
  } catch {
    throw unreadable('body: is not UTF-8; send JSON in this encoding')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw unreadable(`body: cannot be read as JSON (${(error as Error).message})`)
  }
  checkTree(value)
  return value
}

/** An array or object of a body, and how refusals name it: nothing for the body itself. */
interface Place {
  at: string
  container: object
}

/** Level by level, because recursion is what a deeply nested body is meant to break. */
function checkTree(root: unknown): void {
  let level = placesIn('', [['', root]])
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > DEEPEST) throw unreadable(`body: is nested deeper than ${DEEPEST} levels`)
    level = level.flatMap(({ at, container }) => {
      checkPrototypes(container)
      return placesIn(at, Object.entries(container))
    })
  }
}

/** @throws ApiError VIAS.00010004 for a name or a value that cannot be stored */
function placesIn(at: string, members: [string, unknown][]): Place[] {
  const places: Place[] = []
  for (const [name, value] of members) {
    if (!isStorable(name)) throw unreadable(`${at || 'body'}: the name of a member ${NOT_STORABLE}`)
    if (isContainer(value)) places.push({ at: memberOf(at, name), container: value })
    else if (typeof value === 'string' && !isStorable(value)) {
      throw unreadable(`${memberOf(at, name) || 'body'}: ${NOT_STORABLE}`)
    }
  }
  return places
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Names by which a body could reach into the prototypes of whatever it is copied to. */
function checkPrototypes(container: object): void {
  const own: unknown = Object.hasOwn(container, 'constructor') ? container.constructor : undefined
  const refused = Object.hasOwn(container, '__proto__')
    ? '__proto__'
    : isContainer(own) && Object.hasOwn(own, 'prototype') && 'constructor.prototype'
  if (refused) throw unreadable(`body: a member named ${refused} is refused; rename it`)
}

const unreadable = (detail: string): ApiError => new ApiError('VIAS.00010004', detail)
