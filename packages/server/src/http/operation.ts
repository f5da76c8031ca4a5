/** The answers that operations share, for the API reference. */
import { type TSchema, Type } from 'typebox'

/** For answers that no schema writes. */
export const JSON_TYPE = 'application/json; charset=utf-8'

type Body = 'ErrorResponse' | 'GatewayError' | 'IdentityError' | 'StreamErrorResponse'

const failure = (description: string, ...bodies: Body[]) => {
  const refs = bodies.map((body) => ({ $ref: `${body}#` }))
  return {
    description,
    content: { 'application/json': { schema: refs.length === 1 ? refs[0] : { oneOf: refs } } },
  }
}

const FAILURES = {
  400: failure('A parameter is wrong, or something it names is not there', 'ErrorResponse'),
  401: failure('No valid token or signature, or not one for this project', 'GatewayError', 'ErrorResponse'),
  500: failure('The state of the job does not allow this, or the server failed', 'ErrorResponse'),
}

/** An answer without content. */
export const DONE = Type.Null({ description: 'Done' })

export const answers = <T extends TSchema>(ok: T) => ({ 200: ok, ...FAILURES })
/** Done, and nothing to tell. */
export const done = () => ({ 204: DONE, ...FAILURES })
export const accepted = <T extends TSchema>(ok: T) => ({ 202: ok, ...FAILURES })

/** A picture, or 404 with the error body while there is none. */
export const PICTURE_ANSWERS = {
  200: { description: 'JPEG', content: { 'image/jpeg': { schema: { type: 'string', format: 'binary' } } } },
  404: failure('There is no picture', 'ErrorResponse'),
  ...FAILURES,
}

/** A clip or a part of it, or 404 with the error body. */
const MP4 = { 'video/mp4': { schema: { type: 'string', format: 'binary' } } }
export const CLIP_ANSWERS = {
  200: { description: 'MP4', content: MP4 },
  206: { description: 'The bytes that were asked for', content: MP4 },
  404: failure('There is no clip', 'ErrorResponse'),
  416: { description: 'The clip has no such bytes', content: MP4 },
  ...FAILURES,
}

/** Pictures, one after the other. */
export const LIVE_ANSWERS = {
  200: {
    description: 'JPEG pictures, each with x-picture-at and, of sources, x-picture-of',
    content: { 'multipart/x-mixed-replace': { schema: { type: 'string', format: 'binary' } } },
  },
  ...FAILURES,
}

/** Failures of the operations on data streams, in the shape of DIS. */
export const streamFailures = () => ({
  400: failure('A parameter is wrong, or what it names is not there', 'StreamErrorResponse'),
  401: failure('No valid token or signature, or not one for this project', 'StreamErrorResponse'),
  500: failure('The server failed, or its store takes nothing', 'StreamErrorResponse'),
})
/** Server-sent events. */
export const FEED_ANSWERS = {
  200: {
    description: 'Events `event`, each with an id to go on from, and an event of the list as JSON',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  },
  ...FAILURES,
}

/** Events in the format that was asked for. */
export const EXPORT_ANSWERS = {
  200: {
    description: 'Events, newest first',
    content: {
      'text/csv': { schema: { type: 'string' } },
      'application/x-ndjson': { schema: { type: 'string' } },
    },
  },
  ...FAILURES,
}

const REFUSALS = {
  400: 'A member is missing or wrong',
  401: 'Wrong name or password, or no valid token or signature',
  403: 'It takes another role, or is nobody else’s matter',
  404: 'What the path or X-Subject-Token names is not there, or not your own',
  409: 'The name is taken, something is still in it, or nobody would be left to run the platform',
  429: 'Too many wrong passwords; Retry-After tells the seconds to wait',
}

/** Failures of the sign-in operations, in Keystone's shape. */
export function refusals(...statuses: (keyof typeof REFUSALS)[]) {
  return Object.fromEntries(statuses.map((status) => [status, failure(REFUSALS[status], 'IdentityError')]))
}
