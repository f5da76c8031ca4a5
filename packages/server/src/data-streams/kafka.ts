/**
 * Streams that are topics of a Kafka cluster. Each topic has a producer of its own, idempotent, which sends one batch
 * after the other. One that failed is never used again: it gives the next batch the number of the failed one, and a
 * broker that had written that takes the next one for its repetition and drops it.
 */
import { allFailed, type DataStreams, type PutOutcome, type StreamRecord } from '@vigia/core'
import { Kafka, type KafkaConfig, logLevel, Partitioners, type Producer, type SASLOptions } from 'kafkajs'
import { inTime } from './in-time.js'
import { type NameRule, nameOf, tooLong } from './names.js'

export interface KafkaAccess {
  /** `host:port` of some of the brokers. */
  brokers: string[]
  isTls: boolean
  sasl?: SASLOptions
  /** Of topics, with `{project}` and `{stream}`. */
  template: string
}

export interface StreamLog {
  warn(fields: object, text: string): void
}

/** Kafka's own limit. */
const LONGEST_TOPIC = 249
/** Topics whose producers are kept. */
const MOST_PRODUCERS = 64
const CONNECT_MS = 5_000
const REQUEST_MS = 10_000
const PUT_MS = 20_000
const ASK_MS = 8_000
const CLOSE_MS = 3_000
/** Within one attempt; the deliverer goes on for days. */
const RETRY = { retries: 2, initialRetryTime: 200, maxRetryTime: 2_000 }

interface Line {
  producer: Promise<Producer>
  /** The last batch that was given to it. */
  last: Promise<unknown>
}

export class KafkaStreams implements DataStreams {
  readonly backend = 'kafka'
  private readonly kafka: Kafka
  private readonly rule: NameRule
  /** By topic; the one used last comes last. */
  private readonly lines = new Map<string, Line>()

  constructor({ brokers, isTls, sasl, template }: KafkaAccess, log: StreamLog) {
    this.rule = { template, most: LONGEST_TOPIC }
    const config: KafkaConfig = {
      clientId: 'vigia',
      brokers,
      ssl: isTls,
      ...(sasl ? { sasl } : {}),
      connectionTimeout: CONNECT_MS,
      authenticationTimeout: CONNECT_MS,
      requestTimeout: REQUEST_MS,
      retry: RETRY,
      logLevel: logLevel.ERROR,
      // Only that and where: what it adds may hold what was sent.
      logCreator: () => (entry) => log.warn({ broker: entry.log.broker }, `Kafka: ${entry.log.message}`),
    }
    this.kafka = new Kafka(config)
  }

  /** Asks for the list of all topics: asking for one by name makes it, where brokers are set to. */
  async exists(projectId: string, stream: string): Promise<boolean | 'unknown'> {
    const topic = nameOf(this.rule, projectId, stream)
    if (topic === undefined) return false
    const admin = this.kafka.admin()
    try {
      const topics = await inTime(
        admin.connect().then(() => admin.listTopics()),
        ASK_MS,
      )
      return topics.includes(topic)
    } catch {
      return 'unknown'
    } finally {
      void admin.disconnect().catch(() => undefined)
    }
  }

  async put(
    projectId: string,
    stream: string,
    records: StreamRecord[],
    signal: AbortSignal,
  ): Promise<PutOutcome[]> {
    const topic = nameOf(this.rule, projectId, stream)
    if (topic === undefined) return allFailed(records, tooLong(stream, LONGEST_TOPIC), { gone: true })
    return this.enqueue(topic, records, signal)
  }

  async close(): Promise<void> {
    await Promise.all([...this.lines.keys()].map((topic) => this.drop(topic)))
  }

  private enqueue(topic: string, records: StreamRecord[], signal: AbortSignal): Promise<PutOutcome[]> {
    const line = this.lineOf(topic)
    const done = line.last.then(() => this.send(topic, line, records, signal))
    line.last = done
    return done
  }

  private async send(
    topic: string,
    line: Line,
    records: StreamRecord[],
    signal: AbortSignal,
  ): Promise<PutOutcome[]> {
    // The batch before it failed, and the producer with it.
    if (this.lines.get(topic) !== line) return allFailed(records, `topic ${topic}: the batch before failed`)
    try {
      const where = await inTime(
        line.producer.then((producer) =>
          producer.send({
            topic,
            acks: -1,
            timeout: REQUEST_MS,
            messages: records.map(({ key, data, id }) => ({
              key,
              value: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
              headers: { 'webhook-id': id },
            })),
          }),
        ),
        PUT_MS,
        signal,
      )
      return records.map((_, i) => ({ kind: 'put', at: placeOf(topic, where, i) }))
    } catch (error) {
      void this.drop(topic, line)
      const cause = rootOf(error)
      if (!isTooLarge(cause)) return allFailed(records, reasonOf(topic, cause))
      if (records.length === 1)
        return allFailed(
          records,
          `topic ${topic}: the message is larger than the brokers take (message.max.bytes)`,
          {
            gone: true,
          },
        )
      return this.halves(topic, records, signal)
    }
  }

  /** In their order: what comes behind a failure is not sent. */
  private async halves(topic: string, records: StreamRecord[], signal: AbortSignal): Promise<PutOutcome[]> {
    const middle = Math.ceil(records.length / 2)
    const first = await this.enqueue(topic, records.slice(0, middle), signal)
    const isStuck = first.some((outcome) => outcome.kind === 'failed' && !outcome.gone)
    const rest = records.slice(middle)
    return [
      ...first,
      ...(isStuck
        ? allFailed(rest, `topic ${topic}: the batch before failed`)
        : await this.enqueue(topic, rest, signal)),
    ]
  }

  private lineOf(topic: string): Line {
    const line = this.lines.get(topic) ?? { producer: this.connected(), last: Promise.resolve() }
    this.lines.delete(topic)
    this.lines.set(topic, line)
    if (this.lines.size > MOST_PRODUCERS) void this.drop(this.lines.keys().next().value!)
    return line
  }

  private async connected(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    })
    await producer.connect()
    return producer
  }

  private async drop(topic: string, line = this.lines.get(topic)): Promise<void> {
    if (this.lines.get(topic) === line) this.lines.delete(topic)
    if (!line) return
    const ended = line.last.then(
      async () => (await line.producer).disconnect(),
      () => undefined,
    )
    await inTime(ended, CLOSE_MS).catch(() => undefined)
  }
}

function placeOf(topic: string, where: { partition: number; baseOffset?: string }[], i: number): string {
  const [only] = where
  // Of several partitions the answer does not tell which record is in which.
  if (where.length !== 1 || only?.baseOffset === undefined) return `topic ${topic}`
  return `topic ${topic}, partition ${only.partition}, offset ${BigInt(only.baseOffset) + BigInt(i)}`
}

function rootOf(error: unknown): Error & { type?: string } {
  let root = error instanceof Error ? error : new Error(String(error))
  for (let depth = 0; depth < 5 && root.cause instanceof Error; depth++) root = root.cause
  return root
}

const isTooLarge = ({ type }: { type?: string }): boolean =>
  type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE'

function reasonOf(topic: string, { type, message }: { type?: string; message: string }): string {
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION')
    return `topic ${topic}: there is no such topic; make it in the Kafka cluster`
  return `topic ${topic}: ${message}`
}
