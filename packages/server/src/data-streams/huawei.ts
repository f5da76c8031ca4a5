/**
 * Streams of Huawei's Data Ingestion Service: signed calls of our own (algorithms-io B.2). An answer of 200 may hold
 * records that failed: those are put again, one by one as they failed, where their codes say that it may help.
 */
import { allFailed, type DataStreams, type PutOutcome, type StreamRecord } from '@vigia/core'
import { type Dispatcher, request } from 'undici'
import { ALGORITHM, authorizationOf, sha256 } from '../identity/signature.js'
import { type NameRule, nameOf, tooLong } from './names.js'

export interface HuaweiAccess {
  /** `https://host` of the service. */
  endpoint: string
  region: string
  /** Of Huawei's, not ours. */
  projectId: string
  accessKey: string
  secretKey: string
  /** Of streams, with `{project}` and `{stream}`. */
  template: string
}

export interface HuaweiDeps {
  access: HuaweiAccess
  clock: { now(): number }
  dispatcher?: Dispatcher
  /** Default: `setTimeout`. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Of DIS. */
const LONGEST_NAME = 64
const REQUEST_MS = 15_000
const ASK_MS = 8_000
/** Traffic limits: the same records may be put a little later. */
const LATER = ['DIS.4303', 'DIS.5250']
/** 0.05 s, doubled each time; the deliverer goes on with what is left then. */
const TRIES = 6
const FIRST_WAIT_MS = 50
const AGAIN_MS = 2_000
/** The signature was not taken: perhaps for the time that it was made at. */
const UNSIGNED = [401, 407, 441]
const LONGEST_ANSWER = 4_194_304
const LONGEST_REASON = 300

interface Answer {
  status: number
  body: unknown
  /** The server's clock, milliseconds UTC. */
  date: number | undefined
}

export class HuaweiStreams implements DataStreams {
  readonly backend = 'huawei'
  private readonly rule: NameRule
  /** How far the clock of the service is ahead of ours. */
  private skewMs = 0

  constructor(private readonly deps: HuaweiDeps) {
    this.rule = { template: deps.access.template, most: LONGEST_NAME }
  }

  async exists(projectId: string, stream: string): Promise<boolean | 'unknown'> {
    const name = nameOf(this.rule, projectId, stream)
    if (name === undefined) return false
    try {
      const { status, body } = await this.call('GET', `/streams/${name}`, '', AbortSignal.timeout(ASK_MS))
      if (status === 200) return true
      return codeOf(body) === 'DIS.4301' || status === 404 ? false : 'unknown'
    } catch {
      return 'unknown'
    }
  }

  async put(
    projectId: string,
    stream: string,
    records: StreamRecord[],
    signal: AbortSignal,
  ): Promise<PutOutcome[]> {
    const name = nameOf(this.rule, projectId, stream)
    if (name === undefined) return allFailed(records, tooLong(stream, LONGEST_NAME), { gone: true })
    const outcomes = new Array<PutOutcome>(records.length)
    let open = records.map((_, i) => i)
    for (let tried = 0; open.length > 0 && tried < TRIES; tried++) {
      if (tried > 0 && !(await this.waited(FIRST_WAIT_MS * 2 ** (tried - 1), signal))) break
      const now = await this.putOnce(
        name,
        open.map((i) => records[i]!),
        signal,
      )
      for (const [k, i] of open.entries()) outcomes[i] = now[k]!.outcome
      open = open.filter((_, k) => now[k]!.isLater)
    }
    return outcomes
  }

  async close(): Promise<void> {}

  private async putOnce(
    name: string,
    records: StreamRecord[],
    signal: AbortSignal,
  ): Promise<{ outcome: PutOutcome; isLater: boolean }[]> {
    const ended = (outcomes: PutOutcome[]) => outcomes.map((outcome) => ({ outcome, isLater: false }))
    const body = JSON.stringify({
      stream_name: name,
      records: records.map(({ key, data }) => ({
        data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
        partition_key: key,
      })),
    })
    try {
      const answer = await this.call('POST', '/records', body, signal)
      if (answer.status < 200 || answer.status > 299)
        return ended(allFailed(records, `stream ${name}: ${refusalOf(answer)}`))
      const entries = (answer.body as { records?: unknown } | null)?.records
      if (!Array.isArray(entries) || entries.length !== records.length)
        return ended(allFailed(records, `stream ${name}: the answer does not tell of each record`))
      return entries.map((entry) => outcomeOf(name, entry))
    } catch (error) {
      return ended(allFailed(records, `stream ${name}: ${wordsOf(error)}`))
    }
  }

  /** A second time, by the clock of the service, when the signature is not taken. */
  private async call(
    method: 'GET' | 'POST',
    path: string,
    body: string,
    signal: AbortSignal,
  ): Promise<Answer> {
    const answer = await this.callOnce(method, path, body, signal)
    if (!UNSIGNED.includes(answer.status) || answer.date === undefined) return answer
    this.skewMs = answer.date - this.deps.clock.now()
    return this.callOnce(method, path, body, signal)
  }

  private async callOnce(
    method: 'GET' | 'POST',
    path: string,
    body: string,
    signal: AbortSignal,
  ): Promise<Answer> {
    const { endpoint, region, projectId, accessKey, secretKey } = this.deps.access
    const url = `/v2/${projectId}${path}`
    const at = new Date(this.deps.clock.now() + this.skewMs).toISOString().replaceAll(/[-:]|\.\d+/g, '')
    const headers: Record<string, string> = {
      'content-type': 'application/json; charset=utf-8',
      host: new URL(endpoint).host,
      'x-sdk-date': at,
    }
    const signed = { method, url, headers, signedHeaders: Object.keys(headers), payloadHash: sha256(body) }
    const scope = `${at.slice(0, 8)}/${region}/dis/sdk_request`
    headers.authorization = authorizationOf(signed, at, {
      access: accessKey,
      secret: secretKey,
      algorithm: ALGORITHM,
      scope,
    })
    const response = await request(`${endpoint}${url}`, {
      method,
      headers,
      ...(body === '' ? {} : { body }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]),
      ...(this.deps.dispatcher ? { dispatcher: this.deps.dispatcher } : {}),
    })
    const date = Date.parse(String(response.headers.date))
    return {
      status: response.statusCode,
      body: await readJson(response.body),
      date: Number.isNaN(date) ? undefined : date,
    }
  }

  /** False when the attempt ends meanwhile. */
  private async waited(ms: number, signal: AbortSignal): Promise<boolean> {
    await (this.deps.sleep ?? pause)(ms, signal)
    return !signal.aborted
  }
}

function outcomeOf(name: string, entry: unknown): { outcome: PutOutcome; isLater: boolean } {
  const { partition_id, sequence_number, error_code, error_message } = (entry ?? {}) as Record<
    string,
    unknown
  >
  if (typeof error_code !== 'string' || error_code === '') {
    const isTold = typeof partition_id === 'string' && sequence_number !== undefined
    if (isTold)
      return {
        outcome: {
          kind: 'put',
          at: `stream ${name}, partition ${partition_id}, sequence ${sequence_number}`,
        },
        isLater: false,
      }
  }
  const reason = `stream ${name}: ${error_code ?? 'no code'}: ${String(error_message ?? '').slice(0, LONGEST_REASON)}`
  const isLater = LATER.includes(String(error_code))
  return {
    outcome: { kind: 'failed', reason, gone: false, retryAfterMs: isLater ? AGAIN_MS : 0 },
    isLater,
  }
}

function refusalOf({ status, body }: Answer): string {
  const code = codeOf(body)
  if (code === 'DIS.4301') return 'there is no such stream in DIS; create it there'
  if (UNSIGNED.includes(status))
    return `DIS does not take the access key (${status}); see VIGIA_DIS_ACCESS_KEY`
  const words = (body as { message?: unknown } | null)?.message
  return [`answered ${status}`, code, typeof words === 'string' ? words.slice(0, LONGEST_REASON) : '']
    .filter(Boolean)
    .join(', ')
}

function codeOf(body: unknown): string {
  const { errorCode, error_code } = (body ?? {}) as Record<string, unknown>
  return ([errorCode, error_code].find((code) => typeof code === 'string') as string) ?? ''
}

/** Null when it is none, or too large. */
async function readJson(body: Dispatcher.ResponseData['body']): Promise<unknown> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_ANSWER) return null
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return null
  }
}

function wordsOf(error: unknown): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error
  const { name, message } = inner as Error
  if (name === 'TimeoutError') return `no answer within ${REQUEST_MS / 1000} s`
  return name === 'AbortError' ? 'given up: the attempt took too long, or the server stops' : message
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
    function end(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
  })
