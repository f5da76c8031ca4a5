/** JetStream of a real NATS server, also while it is killed and comes back. */
import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { dataStreamsConformance, PROJECT } from '@vigia/core/conformance'
import { freePort, type NatsServer, startNatsServer, waitFor } from '@vigia/testing'
import { NatsStreams } from './nats.js'

const never = new AbortController().signal
const record = (text: string, id = text) => ({ key: 'k', data: Buffer.from(text), id })

let server: NatsServer
let reader: NatsConnection
let prefixes = 0
before(async () => {
  server = await startNatsServer()
  reader = await connect({ servers: server.address, maxReconnectAttempts: -1, reconnectTimeWait: 100 })
})
after(async () => {
  await reader.close()
  await server.stop()
})

const streamsAt = (address: string, prefix: string) =>
  new NatsStreams({ servers: [address], template: `${prefix}.{project}.{stream}` })

async function addStream(prefix: string, subject: string): Promise<void> {
  const name = `${prefix}_${subject.replaceAll('.', '_')}`
  await (await jetstreamManager(reader)).streams.add({ name, subjects: [subject] })
}

async function read(subject: string): Promise<string[]> {
  const stream = await (await jetstreamManager(reader)).streams.find(subject)
  const consumer = await jetstream(reader).consumers.get(stream, {
    filter_subjects: subject,
    deliver_policy: DeliverPolicy.All,
  })
  const { num_pending } = await consumer.info()
  const texts: string[] = []
  for (; texts.length < num_pending; ) {
    const message = await consumer.next()
    if (!message) break
    texts.push(message.string())
  }
  return texts
}

dataStreamsConformance('nats', async () => {
  const prefix = `run${prefixes++}`
  const streams = streamsAt(server.address, prefix)
  const subject = (projectId: string, stream: string) => `${prefix}.${projectId}.${stream}`
  return {
    streams,
    make: (projectId, stream) => addStream(prefix, subject(projectId, stream)),
    read: (projectId, stream) => read(subject(projectId, stream)),
    close: () => streams.close(),
  }
})

async function opened(t: TestContext, prefix: string): Promise<{ streams: NatsStreams; subject: string }> {
  const streams = streamsAt(server.address, prefix)
  t.after(() => streams.close())
  const subject = `${prefix}.${PROJECT}.s`
  await addStream(prefix, subject)
  return { streams, subject }
}

test('nats: the same record put twice is there once', async (t) => {
  const { streams, subject } = await opened(t, 'twice')
  for (let i = 0; i < 2; i++)
    assert.equal((await streams.put(PROJECT, 's', [record('a')], never))[0]?.kind, 'put')
  await streams.put(PROJECT, 's', [record('a', 'another id')], never)
  assert.deepEqual(await read(subject), ['a', 'a'])
})

test('nats: a subject that no stream takes, and a message that is too large, are told in words', async (t) => {
  const { streams, subject } = await opened(t, 'words')
  const [unheard] = await streams.put(PROJECT, 'other', [record('a')], never)
  assert.ok(
    unheard?.kind === 'failed' && !unheard.gone && /no stream of JetStream/.test(unheard.reason),
    JSON.stringify(unheard),
  )
  const large = record('x'.repeat(2_000_000))
  const outcomes = await streams.put(PROJECT, 's', [record('a'), large, record('b')], never)
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['put', 'failed', 'put'],
  )
  assert.ok(outcomes[1]?.kind === 'failed' && outcomes[1].gone && /max_payload/.test(outcomes[1].reason))
  assert.deepEqual(await read(subject), ['a', 'b'])
})

test('nats: a server that is killed and comes back loses nothing that was put, and takes the rest', async (t) => {
  const { streams, subject } = await opened(t, 'killed')
  assert.equal((await streams.put(PROJECT, 's', [record('a')], never))[0]?.kind, 'put')
  await server.unplug()
  const end = new AbortController()
  const putting = streams.put(PROJECT, 's', [record('b'), record('c')], end.signal)
  setTimeout(() => end.abort(), 300)
  const failed = await putting
  assert.deepEqual(
    failed.map(({ kind }) => kind),
    ['failed', 'failed'],
  )
  await server.plugIn()
  const rest = [record('b'), record('c')]
  await waitFor(
    async () => (await streams.put(PROJECT, 's', rest, never)).every(({ kind }) => kind === 'put'),
    60_000,
    'the server to take records again',
  )
  assert.deepEqual(await read(subject), ['a', 'b', 'c'])
})

test('nats: a server that is killed in the middle of a batch has each record once when all are put again', async (t) => {
  const { streams, subject } = await opened(t, 'middle')
  const manager = await jetstreamManager(reader)
  const stored = async () => (await manager.streams.info(await manager.streams.find(subject))).state.messages
  const records = Array.from({ length: 200 }, (_, i) => record(`${i} ${'x'.repeat(20_000)}`, `id-${i}`))
  const end = new AbortController()
  const putting = streams.put(PROJECT, 's', records, end.signal)
  await waitFor(async () => (await stored()) > 0, 60_000, 'the first of the batch to be stored')
  await server.unplug()
  end.abort()
  assert.equal((await putting).length, records.length)
  await server.plugIn()
  await waitFor(
    async () => (await streams.put(PROJECT, 's', records, never)).every(({ kind }) => kind === 'put'),
    60_000,
    'the server to take the batch again',
  )
  assert.deepEqual(
    (await read(subject)).map((text) => text.split(' ')[0]),
    records.map((_, i) => String(i)),
  )
})

test('nats: a server that is not there, or wants a token, is told', async (t) => {
  const away = streamsAt(`127.0.0.1:${await freePort()}`, 'away')
  t.after(() => away.close())
  assert.equal(await away.exists(PROJECT, 's'), 'unknown')
  const [outcome] = await away.put(PROJECT, 's', [record('a')], never)
  assert.ok(outcome?.kind === 'failed' && !outcome.gone && outcome.reason !== '')
  const guarded = await startNatsServer({ token: 'the-token' })
  t.after(() => guarded.stop())
  const of = (token: string) => new NatsStreams({ servers: [guarded.address], token, template: '{stream}' })
  const [wrong, right] = [of('other'), of('the-token')]
  t.after(() => Promise.all([wrong.close(), right.close()]))
  assert.equal(await wrong.exists(PROJECT, 's'), 'unknown')
  const [refused] = await wrong.put(PROJECT, 's', [record('a')], never)
  assert.ok(refused?.kind === 'failed' && /authori/i.test(refused.reason), JSON.stringify(refused))
  assert.equal(await right.exists(PROJECT, 's'), false)
})
