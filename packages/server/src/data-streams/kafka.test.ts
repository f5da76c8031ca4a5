/** Kafka's protocol spoken to real brokers' mock, read back by another client than ours. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dataStreamsConformance, PROJECT } from '@vigia/core/conformance'
import {
  freePort,
  type KafkaServer,
  mendKafkaController,
  startKafkaServer,
  startSilentServer,
} from '@vigia/testing'
import { KafkaStreams } from './kafka.js'

mendKafkaController(import.meta.url)
const never = new AbortController().signal
const log = { warn: () => undefined }

let server: KafkaServer
let prefixes = 0
before(async () => {
  server = await startKafkaServer()
})
after(() => server.stop())

function streamsAt(broker: string, prefix: string): KafkaStreams {
  return new KafkaStreams({ brokers: [broker], isTls: false, template: `${prefix}.{project}.{stream}` }, log)
}

dataStreamsConformance('kafka', async () => {
  const prefix = `run-${prefixes++}`
  const streams = streamsAt(server.broker, prefix)
  return {
    streams,
    make: (projectId, stream) => server.createTopic(`${prefix}.${projectId}.${stream}`),
    read: async (projectId, stream) =>
      (await server.read(`${prefix}.${projectId}.${stream}`)).map(({ value }) => value),
    close: () => streams.close(),
  }
})

test('kafka: the key is that of the record, so that one job stays in one partition; the id is a header', async (t) => {
  const streams = streamsAt(server.broker, 'keys')
  t.after(() => streams.close())
  const topic = `keys.${PROJECT}.s`
  await server.createTopic(topic)
  const record = (key: string, i: number) => ({ key, data: Buffer.from(`${key}-${i}`), id: `ID-${key}-${i}` })
  for (let i = 0; i < 3; i++)
    await streams.put(
      PROJECT,
      's',
      ['job-a', 'job-b', 'job-c'].map((key) => record(key, i)),
      never,
    )
  const found = await server.read(topic)
  assert.equal(found.length, 9)
  for (const key of ['job-a', 'job-b', 'job-c']) {
    const ofKey = found.filter((message) => message.key === key)
    assert.equal(new Set(ofKey.map(({ partition }) => partition)).size, 1)
    assert.deepEqual(
      ofKey.map(({ value, headers }) => [value, headers]),
      [0, 1, 2].map((i) => [`${key}-${i}`, `webhook-id=ID-${key}-${i}`]),
    )
  }
})

test('kafka: brokers that are away fail the records in words, and nobody knows of the stream', async (t) => {
  const streams = streamsAt(`127.0.0.1:${await freePort()}`, 'away')
  t.after(() => streams.close())
  assert.equal(await streams.exists(PROJECT, 's'), 'unknown')
  const record = { key: 'k', data: Buffer.from('a'), id: 'i' }
  const outcomes = await streams.put(PROJECT, 's', [record, record], never)
  assert.equal(outcomes.length, 2)
  for (const outcome of outcomes)
    assert.ok(
      outcome.kind === 'failed' && !outcome.gone && /topic away/.test(outcome.reason),
      JSON.stringify(outcome),
    )
})

test('kafka: brokers that accept and say nothing end with the attempt', async (t) => {
  const silent = await startSilentServer()
  t.after(() => silent.stop())
  const streams = streamsAt(`127.0.0.1:${silent.port}`, 'silent')
  t.after(() => streams.close())
  const end = new AbortController()
  const putting = streams.put(PROJECT, 's', [{ key: 'k', data: Buffer.from('a'), id: 'i' }], end.signal)
  end.abort()
  const [outcome] = await putting
  assert.ok(outcome?.kind === 'failed' && /given up/.test(outcome.reason))
})

test('kafka: after a failure the same records are put again by a producer of its own, and none is lost', async (t) => {
  const own = await startKafkaServer()
  t.after(() => own.stop())
  const streams = streamsAt(own.broker, 'stopped')
  t.after(() => streams.close())
  const topic = `stopped.${PROJECT}.s`
  await own.createTopic(topic)
  const record = (text: string) => ({ key: 'k', data: Buffer.from(text), id: text })
  assert.equal((await streams.put(PROJECT, 's', [record('before')], never))[0]?.kind, 'put')
  own.signal('SIGSTOP')
  const end = new AbortController()
  const putting = streams.put(PROJECT, 's', [record('during')], end.signal)
  const behind = streams.put(PROJECT, 's', [record('behind')], end.signal)
  setTimeout(() => end.abort(), 300)
  assert.deepEqual(
    [...(await putting), ...(await behind)].map(({ kind }) => kind),
    ['failed', 'failed'],
  )
  own.signal('SIGCONT')
  for (const text of ['during', 'behind', 'after'])
    assert.equal((await streams.put(PROJECT, 's', [record(text)], never))[0]?.kind, 'put', text)
  const found = (await own.read(topic)).map(({ value }) => value)
  assert.deepEqual([...new Set(found)].toSorted(), ['after', 'before', 'behind', 'during'])
})
