/** Answers what is no HTTP request at all, or came too slowly: Node gives these to nobody else. */
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { ApiError } from '@vigia/contract'

/** Every answer carries it; it finds the request in the log. */
export const REQUEST_ID = 'x-request-id'
/** All headers together; the newest pages allow a token of 32,768 characters. */
export const HEADER_LIMIT = 65_536

const DETAILS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: `headers: path and headers are together larger than ${HEADER_LIMIT} bytes`,
  ERR_HTTP_REQUEST_TIMEOUT: 'request: it was not sent to its end in time; send it again',
}

/** Connections whose request is watched by its handler. */
const exempted = new WeakSet<Socket>()

/** @returns ends it */
export function exempt(socket: Socket): () => void {
  exempted.add(socket)
  return () => exempted.delete(socket)
}

/** There is no request to tell its path from, so sign-in gets the platform's error body here too. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  // Node asks about a request once only, and goes on with it when nobody ends it.
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && exempted.has(socket)) return
  const detail = DETAILS[error.code ?? ''] ?? 'request: is not HTTP/1.1 as this server reads it'
  const refusal = new ApiError('VIAS.00010004', detail)
  const requestId = randomUUID()
  const body = JSON.stringify(refusal.body(requestId))
  const head = [
    `HTTP/1.1 ${refusal.status} Bad Request`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    `${REQUEST_ID}: ${requestId}`,
  ]
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroy(error)
}
