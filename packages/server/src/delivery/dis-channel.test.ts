/** Results of a job on their way into a data stream. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { blobName, type DataStreams, type Delivery, type PutOutcome, type StreamRecord } from '@vigia/core'
import {
  FakeClock,
  hex32,
  MemoryBlobs,
  makeProjects,
  PROJECT,
  plainJob,
  plainResult,
} from '@vigia/core/conformance'
import { BuiltInStreams } from '../data-streams/index.js'
import { SecretBox } from '../security/index.js'
import { openSqliteStores, type Stores } from '../store/index.js'
import { channelsWith } from './channels.testing.js'
import { Deliverer } from './deliverer.js'
import { DisChannel } from './dis-channel.js'
import { messageOf } from './message.js'

const never = new AbortController().signal
const JOB = hex32(1)
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

async function opened(t: TestContext, backend?: (stores: Stores, clock: FakeClock) => DataStreams) {
  const clock = new FakeClock()
  const stores = await openSqliteStores(':memory:', new SecretBox(randomBytes(32)), clock)
  t.after(() => stores.close())
  await makeProjects(stores)
  const { spec } = plainJob(1)
  const output = { eventCenter: false, dis: { streamName: 'alarms' } }
  await stores.jobs.insert([plainJob(1, { spec: { ...spec, output } })])
  await stores.jobs.claim(JOB, 'PENDING', 'worker', 1_000_000)
  const streams =
    backend?.(stores, clock) ?? new BuiltInStreams({ store: stores.dataStreams, clock, streamBytes: 1e9 })
  const blobs = new MemoryBlobs()
  const channel = new DisChannel({ ...stores, blobs, streams })
  const append = async (count: number, pictureBytes = 0): Promise<Delivery[]> => {
    for (let i = 1; i <= count; i++) {
      const result = plainResult(JOB, 1, i)
      const pictureName = pictureBytes > 0 ? blobName(result, 'jpg') : undefined
      if (pictureName) await blobs.put(pictureName, new Uint8Array(pictureBytes))
      await stores.results.append(JOB, 1, [{ ...result, pictureName }], () => ['dis'])
    }
    return stores.deliveries.claim({ channel: 'dis', id: JOB }, 100, 1_000)
  }
  const makeStream = () =>
    stores.dataStreams.addStream(
      {
        id: hex32(5),
        projectId: PROJECT,
        name: 'alarms',
        type: 'COMMON',
        dataType: 'BLOB',
        partitions: 3,
        hours: 24,
        createdAt: 1,
        updatedAt: 1,
      },
      9,
    )
  const read = async (): Promise<{ key: string; text: string }[]> => {
    const all = await Promise.all(
      [0, 1, 2].map((partition) =>
        stores.dataStreams.read(hex32(5), partition, 0, { records: 999, bytes: 1e9 }),
      ),
    )
    return all.flat().map(({ key, data }) => ({ key, text: Buffer.from(data).toString() }))
  }
  return { clock, stores, channel, append, makeStream, read }
}

test('each result is a record: the message of the webhook, under the job as its key, in order', async (t) => {
  const { stores, channel, append, makeStream, read } = await opened(t)
  await makeStream()
  const deliveries = await append(3)
  assert.equal(await channel.receiverOf(JOB), `${PROJECT} dis alarms`)
  const outcomes = await channel.send(deliveries, never)
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['delivered', 'delivered', 'delivered'],
  )
  assert.match(String(outcomes[0]?.answer), /^partition \d, sequence 0$/)
  const messages = await Promise.all(
    deliveries.map(async ({ messageId }) =>
      messageOf((await stores.results.byMessageId(messageId))!, undefined),
    ),
  )
  assert.deepEqual(
    await read(),
    messages.map((text) => ({ key: JOB, text })),
  )
})

/** Notes what it is given, and answers what it is told. */
class Recorder implements DataStreams {
  readonly backend = 'kafka'
  readonly calls: string[][] = []
  constructor(private readonly answer: (record: StreamRecord, call: number) => PutOutcome) {}
  exists = async () => true
  close = async () => undefined
  async put(_project: string, _stream: string, records: StreamRecord[]): Promise<PutOutcome[]> {
    this.calls.push(records.map(({ id }) => id))
    return records.map((record) => this.answer(record, this.calls.length))
  }
}

test('at most 4 MiB go at once, and behind a failure nothing is sent', async (t) => {
  const failing: PutOutcome = { kind: 'failed', reason: 'away', gone: false, retryAfterMs: 7 }
  const recorder = new Recorder((_, call) => (call < 2 ? { kind: 'put', at: 'x' } : failing))
  const { channel, append } = await opened(t, () => recorder)
  const deliveries = await append(7, 1_200_000)
  const outcomes = await channel.send(deliveries, never)
  const ids = deliveries.map(({ messageId }) => messageId)
  assert.deepEqual(recorder.calls, [ids.slice(0, 2), ids.slice(2, 4)])
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['delivered', 'delivered', ...Array(5).fill('failed')],
  )
  assert.deepEqual(outcomes[2], { kind: 'failed', reason: 'away', retryAfterMs: 7 })
})

test('each record has an outcome of its own; what can never be put holds up nobody', async (t) => {
  const recorder = new Recorder(({ id }) =>
    id.endsWith('-2')
      ? { kind: 'failed', reason: 'too large', gone: true, retryAfterMs: 0 }
      : { kind: 'put', at: 'x' },
  )
  const { channel, append } = await opened(t, () => recorder)
  const outcomes = await channel.send(await append(3), never)
  assert.deepEqual(outcomes, [
    { kind: 'delivered', answer: 'x' },
    { kind: 'failed', reason: 'too large', gone: 'delivery' },
    { kind: 'delivered', answer: 'x' },
  ])
})

test('results wait for their stream, and are all in it once it is there', async (t) => {
  const { clock, stores, channel, append, makeStream, read } = await opened(t)
  await append(4)
  clock.later(2_000)
  const deliverer = new Deliverer({
    deliveries: stores.deliveries,
    channels: channelsWith({ dis: channel }),
    clock,
    log,
  })
  t.after(() => deliverer.stop())
  deliverer.start()
  await deliverer.settled()
  const pending = await stores.deliveries.claim({ channel: 'dis', id: JOB }, 100, 1)
  assert.deepEqual(pending, [], 'they wait for the next attempt')
  await makeStream()
  clock.later(3_600_000)
  deliverer.wake()
  await deliverer.settled()
  assert.equal((await read()).length, 4)
})
