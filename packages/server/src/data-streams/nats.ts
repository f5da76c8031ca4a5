/** Streams that are subjects of a NATS server with JetStream, which knows messages again by their id. */
import { readFile } from 'node:fs/promises'
import { type JetStreamClient, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, credsAuthenticator, type NatsConnection } from '@nats-io/transport-node'
import { allFailed, type DataStreams, type PutOutcome, type StreamRecord } from '@vigia/core'
import { inTime } from './in-time.js'
import { type NameRule, nameOf } from './names.js'

export interface NatsAccess {
  /** `host:port`, or `tls://host:port`. */
  servers: string[]
  user?: string
  password?: string
  token?: string
  /** A file as `nsc` writes it. */
  credentialsFile?: string
  /** Of subjects, with `{project}` and `{stream}`. */
  template: string
}

const CONNECT_MS = 5_000
const RECONNECT_MS = 1_000
const PUT_MS = 10_000
const ASK_MS = 8_000
/** The code of JetStream for a subject that no stream takes. */
const NO_STREAM = 10_059
/** NATS has no limit of its own; a subject is part of every message. */
const LONGEST_SUBJECT = 255

export class NatsStreams implements DataStreams {
  readonly backend = 'nats'
  private readonly rule: NameRule
  private connection: Promise<NatsConnection> | undefined
  private isClosed = false

  constructor(private readonly access: NatsAccess) {
    this.rule = { template: access.template, most: LONGEST_SUBJECT }
  }

  async exists(projectId: string, stream: string): Promise<boolean | 'unknown'> {
    const subject = nameOf(this.rule, projectId, stream)
    if (subject === undefined) return false
    try {
      const found = this.connected().then(async (nats) =>
        (await jetstreamManager(nats, { timeout: CONNECT_MS })).streams.find(subject),
      )
      await inTime(found, ASK_MS)
      return true
    } catch (error) {
      return (error as { code?: unknown }).code === NO_STREAM ? false : 'unknown'
    }
  }

  /** One after the other: behind a failure nothing is sent, so that they stay in order. */
  async put(
    projectId: string,
    stream: string,
    records: StreamRecord[],
    signal: AbortSignal,
  ): Promise<PutOutcome[]> {
    const subject = nameOf(this.rule, projectId, stream)
    if (subject === undefined)
      return allFailed(records, `the subject of stream ${stream} is too long`, { gone: true })
    const outcomes: PutOutcome[] = []
    for (const [i, record] of records.entries()) {
      const outcome = await this.publish(subject, record, signal)
      outcomes.push(outcome)
      if (outcome.kind === 'failed' && !outcome.gone) {
        outcomes.push(...allFailed(records.slice(i + 1), outcome.reason))
        break
      }
    }
    return outcomes
  }

  async close(): Promise<void> {
    this.isClosed = true
    const nats = await this.connection?.catch(() => undefined)
    await nats?.close()
  }

  private async publish(
    subject: string,
    { data, id }: StreamRecord,
    signal: AbortSignal,
  ): Promise<PutOutcome> {
    try {
      const nats = await inTime(this.connected(), CONNECT_MS + 1_000, signal)
      const most = nats.info?.max_payload ?? Number.POSITIVE_INFINITY
      if (data.length > most)
        return failed(
          `subject ${subject}: the message is larger than the ${most} bytes that the NATS server takes (max_payload)`,
          true,
        )
      const ack = await inTime(
        this.client(nats).publish(subject, data, { msgID: id, timeout: PUT_MS }),
        PUT_MS,
        signal,
      )
      return { kind: 'put', at: `stream ${ack.stream}, sequence ${ack.seq}` }
    } catch (error) {
      return failed(`subject ${subject}: ${reasonOf(error)}`)
    }
  }

  private client(nats: NatsConnection): JetStreamClient {
    return jetstream(nats, { timeout: PUT_MS })
  }

  /** Comes back by itself once it was there; until then every call tries anew. */
  private connected(): Promise<NatsConnection> {
    if (this.isClosed) return Promise.reject(new Error('the connection was closed'))
    this.connection ??= this.connect().catch((error: unknown) => {
      this.connection = undefined
      throw error
    })
    return this.connection
  }

  private async connect(): Promise<NatsConnection> {
    const { servers, user, password, token, credentialsFile } = this.access
    return connect({
      servers,
      name: 'vigia',
      timeout: CONNECT_MS,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_MS,
      ...(user === undefined ? {} : { user, pass: password ?? '' }),
      ...(token === undefined ? {} : { token }),
      ...(credentialsFile === undefined
        ? {}
        : { authenticator: credsAuthenticator(await readFile(credentialsFile)) }),
    })
  }
}

const failed = (reason: string, gone = false): PutOutcome => ({
  kind: 'failed',
  reason,
  gone,
  retryAfterMs: 0,
})

function reasonOf(error: unknown): string {
  const { name, message } = error as Error
  // What a server says for which nobody listens on the subject.
  if (name === 'JetStreamNotEnabled' || name === 'NoRespondersError' || /no responders/i.test(message))
    return 'no stream of JetStream takes this subject; add one to the NATS server'
  return message || name
}
