/**
 * One question to a server of the user's over HTTP, and its whole answer: dialled only where a policy allows, on the
 * address that was checked, never redirected, bounded in time and size whatever the server does.
 */
import { request } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import { unzip } from 'node:zlib'
import type { AddressPolicy } from '@vigia/core'
import { AttemptError, type Failure, failure } from '../source/index.js'
import { basicSignIn, endpointOf } from '../source/parse-url.js'
import { dial, dialFailure, resolveChecked } from '../source/resolve.js'
import { type CertificateRemedy, certificateFault } from './certificate-fault.js'

export interface Question {
  url: URL
  method: 'GET' | 'POST'
  /** Of names that differ only in case the last one counts. */
  headers: Record<string, string>
  body?: string
  policy: AddressPolicy
  /** Whether a certificate must be valid, and what a user does where it is not. */
  verify: false | CertificateRemedy
  /** From the first look-up of the name to the answer's last byte, milliseconds. */
  timeoutMs: number
}

export interface Answer {
  status: number
  /** Names in lower case. */
  headers: NodeJS.Dict<string | string[]>
  text: string
}

/** What is larger is no answer with one address in it. */
const ANSWER_BYTES = 1024 * 1024
const UNPACKED = new Set(['', 'identity'])
const PACKED = new Set(['gzip', 'x-gzip', 'deflate'])
const unpackBytes = promisify(unzip)

/**
 * @throws AttemptError for whatever keeps a whole answer from coming; statuses are the asker's to judge. Only an address
 * that is refused is never tried again.
 */
export async function ask(question: Question, signal: AbortSignal): Promise<Answer> {
  const late = AbortSignal.timeout(question.timeoutMs)
  const end = AbortSignal.any([signal, late])
  try {
    const { host, port } = endpointOf(question.url)
    const addresses = await untilAborted(resolveChecked(host, port, question.policy), end)
    const dialled = dial(addresses, port, question.timeoutMs)
    // A connection that comes too late is closed, not kept.
    dialled.then((socket) => end.aborted && socket.destroy()).catch(() => undefined)
    const far = await untilAborted(dialled, end)
    // Told by whoever waits for it; between two of them nobody listens.
    far.on('error', () => undefined)
    try {
      return await exchange(question, far, end)
    } finally {
      far.destroy()
    }
  } catch (error) {
    if (error instanceof AttemptError) throw error
    const seconds = Math.round(question.timeoutMs / 1000)
    if (late.aborted)
      throw new AttemptError(
        failure('SOURCE.TIMED_OUT', `it did not answer whole within ${seconds} s`, 'always'),
      )
    const fault = certificateFault(error, question.verify)
    throw new AttemptError(
      fault === undefined ? brokenExchange(error) : failure('SOURCE.REFUSED', fault, 'always'),
    )
  }
}

function brokenExchange(error: unknown): Failure {
  const { code = '', message = '' } = error as NodeJS.ErrnoException
  if (code.startsWith('HPE_'))
    return failure('SOURCE.UNREACHABLE', 'what it answers is no HTTP; check its port', 'always')
  if (/ECONNRESET|EPIPE/.test(code) || /aborted|hang up|was cut/.test(message))
    return failure('SOURCE.UNREACHABLE', 'it cut the connection before its answer was whole', 'always')
  return dialFailure(error)
}

async function exchange(question: Question, far: Socket, end: AbortSignal): Promise<Answer> {
  const { url, method, body } = question
  const { secure, host } = endpointOf(url)
  const socket = secure ? await secured(far, host, question.verify !== false, end) : far
  const headers = merged({ ...basicSignIn(url), ...question.headers, host: url.host, connection: 'close' })
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body))
  return new Promise<Answer>((resolve, reject) => {
    const stop = () => far.destroy(new Error('aborted'))
    const settle = (act: () => void) => {
      end.removeEventListener('abort', stop)
      act()
    }
    const fail = (error: unknown) => settle(() => reject(error))
    end.addEventListener('abort', stop)
    const path = url.pathname + url.search
    const asked = request({ method, path, headers, createConnection: () => socket }, (reply) => {
      const chunks: Buffer[] = []
      let bytes = 0
      reply.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > ANSWER_BYTES) return fail(tooLarge())
        chunks.push(chunk)
      })
      reply.on('error', fail)
      reply.on('end', () => {
        const packing = reply.headers['content-encoding'] ?? ''
        unpack(Buffer.concat(chunks), packing).then(
          (text) => settle(() => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text })),
          fail,
        )
      })
    })
    asked.on('error', fail)
    if (end.aborted) stop()
    asked.end(body)
  })
}

function secured(far: Socket, host: string, verify: boolean, end: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const name = isIP(host) ? {} : { servername: host }
    const stop = () => far.destroy(new Error('aborted'))
    const settle = (act: () => void) => {
      end.removeEventListener('abort', stop)
      act()
    }
    // Said aloud because NODE_TLS_REJECT_UNAUTHORIZED=0 would switch the default off.
    const socket = connectTls({ socket: far, host, rejectUnauthorized: verify, ...name })
    const fail = (error: unknown) => settle(() => reject(error))
    end.addEventListener('abort', stop)
    far.on('error', fail)
    socket.on('error', fail)
    socket.once('close', () => fail(new Error('the connection was cut')))
    socket.once('secureConnect', () => settle(() => resolve(socket)))
    if (end.aborted) stop()
  })
}

/** A small packed answer may unpack to gigabytes. */
async function unpack(bytes: Buffer, packing: string): Promise<string> {
  const kind = packing.trim().toLowerCase()
  if (UNPACKED.has(kind)) return bytes.toString('utf8')
  if (!PACKED.has(kind))
    throw new AttemptError(
      failure(
        'SOURCE.UNSUPPORTED',
        'its answer is compressed in a way that was not asked for; send it uncompressed or by gzip',
        'always',
      ),
    )
  try {
    return (await unpackBytes(bytes, { maxOutputLength: ANSWER_BYTES })).toString('utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    throw new AttemptError(failure('SOURCE.UNSUPPORTED', 'its compressed answer is damaged', 'always'))
  }
}

const tooLarge = () =>
  new AttemptError(
    failure('SOURCE.TOO_LARGE', 'its answer is larger than 1 MB; it must be a short JSON object', 'always'),
  )

const merged = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** Name look-ups cannot be stopped, only left behind. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('aborted'))
    const done = () => signal.removeEventListener('abort', stop)
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    work.then(resolve, reject).finally(done)
  })
}
