/**
 * A Kafka cluster for tests: the mock brokers of librdkafka, which speak the real protocol, in a process of their own
 * (Debian's kcat). Topics come to be when somebody asks for them by name; nothing is kept over its end.
 */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { endChild, runCommand } from './process.js'

export interface KafkaMessage {
  partition: number
  offset: number
  key: string
  headers: string
  value: string
}

export interface KafkaServer {
  /** `127.0.0.1:<port>` */
  broker: string
  createTopic(topic: string): Promise<void>
  /** All messages of a topic, by partition and offset. */
  read(topic: string): Promise<KafkaMessage[]>
  signal(name: NodeJS.Signals): void
  stop(): Promise<void>
}

const START_MS = 30_000
const READ_MS = 60_000
const FIELDS = '%p\t%o\t%k\t%h\t%s\n'

export async function startKafkaServer(): Promise<KafkaServer> {
  const child = spawn(
    'kcat',
    ['-P', '-b', 'mock', '-t', 'unused', '-X', 'test.mock.num.brokers=1', '-d', 'mock'],
    {
      // It lives as long as its input is open.
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  )
  const broker = await new Promise<string>((resolve, reject) => {
    let words = ''
    const timer = setTimeout(() => reject(new Error(`no Kafka broker: ${words}`)), START_MS)
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      words = (words + chunk).slice(-4_000)
      const found = /bootstrap\.servers=(127\.0\.0\.1:\d+)/.exec(words)
      if (!found) return
      clearTimeout(timer)
      resolve(found[1]!)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`kcat ended with ${code}: ${words}`)))
  }).catch(async (error: unknown) => {
    await endChild(child)
    throw error
  })
  return {
    broker,
    createTopic: (topic) => runCommand('kcat', ['-L', '-b', broker, '-t', topic]),
    read: async (topic) => {
      const text = await outputOf('kcat', [
        '-C',
        '-b',
        broker,
        '-t',
        topic,
        '-o',
        'beginning',
        '-e',
        '-q',
        '-f',
        FIELDS,
      ])
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => {
          const [partition, offset, key, headers, ...value] = line.split('\t')
          return {
            partition: Number(partition),
            offset: Number(offset),
            key: key ?? '',
            headers: headers ?? '',
            value: value.join('\t'),
          }
        })
        .sort((a, b) => a.partition - b.partition || a.offset - b.offset)
    },
    signal: (name) => void child.kill(name),
    stop: () => endChild(child),
  }
}

function outputOf(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: READ_MS,
      killSignal: 'SIGKILL',
    })
    let text = ''
    let words = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      words = (words + chunk).slice(-2_000)
    })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve(text) : reject(new Error(`${command}: ${code}: ${words}`)),
    )
  })
}

interface Metadata {
  controllerId: number
  brokers: { nodeId: number }[]
}

/**
 * The mock brokers of librdkafka 2.0 say that broker 0 is their controller, and have none of this number; a real cluster
 * names one of its own. A client of kafkajs that is to have an idempotent producer is told the first one instead.
 * @param from `import.meta.url` of who uses kafkajs
 */
export function mendKafkaController(from: string): void {
  const pool = createRequire(from)('kafkajs/src/cluster/brokerPool') as {
    prototype: { metadata: Metadata; refreshMetadata(topics: string[]): Promise<void> }
  }
  const refresh = pool.prototype.refreshMetadata
  pool.prototype.refreshMetadata = async function (topics) {
    await refresh.call(this, topics)
    const { brokers, controllerId } = this.metadata
    if (!brokers.some(({ nodeId }) => nodeId === controllerId))
      this.metadata.controllerId = brokers[0]!.nodeId
  }
}
