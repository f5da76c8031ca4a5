/** For tests of deliveries: a receiver on loopback, stores in memory, and a deliverer whose clock the test owns. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { addressPolicy } from '@vigia/core'
import { FakeClock, hex32, MemoryBlobs, makeProjects, plainJob, plainResult } from '@vigia/core/conformance'
import type { Resolve } from '../network/index.js'
import { SecretBox } from '../security/index.js'
import { openSqliteStores } from '../store/index.js'
import { channelsWith } from './channels.testing.js'
import { Deliverer, type DelivererDeps } from './deliverer.js'
import { PictureAddresses } from './picture-address.js'
import { WebhookChannel } from './webhook-channel.js'
import { WebhookSender } from './webhook-sender.js'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  /** Names and values in turn, as they were sent. */
  rawHeaders: string[]
  body: string
}
type Answer = (received: Received, response: ServerResponse) => void
interface Test {
  after(fn: () => Promise<void>): void
}

export const answer =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_received, response) => {
    response.writeHead(status, headers).end('an answer nobody reads')
  }

export class TestReceiver {
  readonly received: Received[] = []
  /** Most requests that were open at once. */
  most = 0
  answer: Answer = answer(200)
  private open = 0
  private readonly server = createServer(async (request, response) => {
    this.open += 1
    this.most = Math.max(this.most, this.open)
    response.on('close', () => {
      this.open -= 1
    })
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const received = {
      path: request.url ?? '',
      headers: request.headers,
      rawHeaders: request.rawHeaders,
      body: Buffer.concat(chunks).toString(),
    }
    this.received.push(received)
    this.answer(received, response)
  })

  static async start(t: Test): Promise<TestReceiver> {
    const receiver = new TestReceiver()
    receiver.server.listen(0, '127.0.0.1')
    await once(receiver.server, 'listening')
    t.after(async () => {
      receiver.hangUp()
      receiver.server.close()
    })
    return receiver
  }

  /** Cuts every connection, as a receiver that dies does. */
  hangUp(): void {
    this.server.closeAllConnections()
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/alarms`
  }

  get messages(): string[] {
    return this.received.map((r) => String(r.headers['webhook-id']))
  }
}

export interface LogLine {
  level: string
  fields: object
  text: string
}

/** Stores with a deliverer that may reach `receivers`; `emit` makes a job's run emit a result. */
export async function deliverTo(
  t: Test,
  receivers: readonly Pick<TestReceiver, 'port'>[],
  changed: Partial<DelivererDeps> & { resolve?: Resolve } = {},
) {
  const clock = new FakeClock()
  const blobs = new MemoryBlobs()
  const stores = await openSqliteStores(':memory:', new SecretBox(randomBytes(32)), clock)
  await makeProjects(stores)
  const endpoints = receivers.map((r) => ({ address: '127.0.0.1', port: r.port }))
  const lines: LogLine[] = []
  const write = (level: string) => (fields: object, text: string) => lines.push({ level, fields, text })
  const log = { info: write('info'), warn: write('warn'), error: write('error') }
  const policy = addressPolicy('webhook', '', endpoints)
  const pictures = new PictureAddresses(randomBytes(32), () => 'https://vigia.example.com')
  const { resolve } = changed
  const sender = new WebhookSender({ ...stores, policy, clock, ...(resolve ? { resolve } : {}) })
  const webhook = new WebhookChannel({ ...stores, blobs, clock, pictures, sender })
  const make = () =>
    new Deliverer({
      ...stores,
      channels: channelsWith({ webhook }),
      clock,
      log,
      random: () => 0.5,
      ...changed,
    })
  const deliverer = make()
  t.after(async () => {
    await deliverer.stop()
    await sender.close()
    await stores.close()
  })
  /** Creates job `n` with a webhook and claims it (epoch 1). */
  const job = async (
    n: number,
    url: string,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ) => {
    const plain = plainJob(n)
    const output = { eventCenter: false, webhook: { url, headers } }
    await stores.jobs.insert([{ ...plain, spec: { ...plain.spec, output } }])
    await stores.jobs.claim(hex32(n), 'PENDING', 'w', 1_000)
  }
  /** Stores results `from`..`to` of job `n`; returns their message ids. */
  const emit = async (n: number, from: number, to = from): Promise<string[]> => {
    const rows = Array.from({ length: to - from + 1 }, (_, i) => plainResult(hex32(n), 1, from + i))
    assert.equal(await stores.results.append(hex32(n), 1, rows, () => ['webhook']), true)
    deliverer.wake()
    return rows.map((row) => row.messageId)
  }
  const counts = (n: number) => stores.deliveries.counts(hex32(n))
  /** Moves the clock and lets the deliverer look. */
  const later = (ms: number): void => {
    clock.later(ms)
    deliverer.wake()
  }
  return { ...stores, blobs, clock, deliverer, make, lines, job, emit, counts, later }
}

/** Waits until `condition` holds; fails with its name after a minute. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; ) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  assert.fail(`waited a minute in vain: ${what}`)
}
