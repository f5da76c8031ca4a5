/** Turns every error into an answer of the catalogue. The only place where errors meet HTTP statuses. */
import { ApiError, ERRORS, StreamError } from '@vigia/contract'
import { ProjectGone } from '@vigia/core'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { IdentityRefusal } from '../identity/index.js'
import { GoneMeanwhile, StoreFull } from '../store/index.js'
import { REQUEST_ID } from './client-error.js'
import type { Fallback } from './console.js'
import type { App } from './deps.js'
import { KeystoneError } from './keystone-error.js'
import { notForProject } from './not-for-project.js'
import { JSON_TYPE } from './operation.js'
import { isStreamPath, streamErrorOf, unknownStreamOperation } from './stream-errors.js'
import { validationDetail } from './validation-detail.js'

const isSignIn = (url: string): boolean => /^\/v3(\.\d+)?([/?]|$)/.test(url)
const isApi = (url: string): boolean => /^\/v\d+(\.\d+)?([/?]|$)/.test(url)

export function installErrors(app: App, consolePage: Fallback): void {
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) => {
    if (consolePage(request, reply)) return reply
    return answerUnknown(request, reply)
  })
}

/** An unsupported method is published as VIAS.00010006 with status 500; unknown paths are told in the same way. */
function answerUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const operation = `${request.method} ${request.url.split('?')[0]}`
  if (isStreamPath(request.url)) return sendStream(reply, unknownStreamOperation(operation))
  if (isSignIn(request.url)) return sendKeystone(reply, new KeystoneError(404, `There is no ${operation}.`))
  if (!isApi(request.url)) {
    const missing = new ApiError('VIAS.00010002', `there is no page ${operation}`)
    return reply.code(404).send(missing.body(request.id))
  }
  return send(reply, new ApiError('VIAS.00010006', `there is no operation ${operation}; see /docs`))
}

/** Also for errors before any route is found, such as a path that cannot be decoded. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // The framework would close with the rest of the body unread, and the client, still sending, see a broken pipe and
  // no answer. Kept open, the rest is read and thrown away, for as long as a request may take.
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') reply.removeHeader('connection')
  if (!reply.hasHeader(REQUEST_ID)) void reply.header(REQUEST_ID, request.id)
  if (error instanceof KeystoneError) return sendKeystone(reply, error)
  if (error instanceof IdentityRefusal) return sendKeystone(reply, KeystoneError.from(error))
  if (error instanceof StreamError) return sendStream(reply, error)
  const known = toApiError(error, request)
  if (known.status >= 500 && !(error instanceof ApiError)) {
    request.log.error({ err: error, request: request.id, method: request.method }, 'request failed')
  }
  if (isStreamPath(request.url)) return sendStream(reply, streamErrorOf(known), known.code)
  return isSignIn(request.url) ? sendKeystone(reply, KeystoneError.from(known)) : send(reply, known)
}

function send(reply: FastifyReply, error: ApiError): FastifyReply {
  reply.request.refusedWith = error.code
  return reply.code(error.status).type(JSON_TYPE).send(error.body(reply.request.id))
}
/** @param refusedWith what the audit log tells: the platform's own code, where it has one */
function sendStream(reply: FastifyReply, error: StreamError, refusedWith: string = error.code): FastifyReply {
  reply.request.refusedWith = refusedWith
  return reply.code(error.status).type(JSON_TYPE).send(error.body())
}
function sendKeystone(reply: FastifyReply, error: KeystoneError): FastifyReply {
  if (error.retryAfterS !== undefined) void reply.header('retry-after', error.retryAfterS)
  return reply.code(error.status).type(JSON_TYPE).send(error.body())
}

function toApiError(error: FastifyError | ApiError, request: FastifyRequest): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof ProjectGone) return notForProject(error.projectId)
  if (error instanceof GoneMeanwhile) return new ApiError('VIAS.00010002', error.message)
  if (error instanceof StoreFull) return new ApiError('VIAS.00010016', error.message)
  if (error.validation) return new ApiError('VIAS.00010001', validationDetail(error))
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new ApiError('VIAS.00010004', `body: is larger than ${request.routeOptions.bodyLimit} bytes`)
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new ApiError('VIAS.00010004', 'Content-Type: must be application/json')
  }
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH') {
    return new ApiError('VIAS.00010004', 'path: a part of it is too long')
  }
  if (error.code === 'FST_ERR_BAD_URL') {
    return new ApiError('VIAS.00010004', 'path: cannot be decoded; percent-encode it as UTF-8')
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new ApiError('VIAS.00010004', `request: ${error.message}`)
  }
  return new ApiError('VIAS.00010006', ERRORS['VIAS.00010006'].reason)
}
