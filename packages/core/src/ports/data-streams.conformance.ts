/** What every DataStreams must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OTHER_PROJECT, PROJECT } from './conformance-kit.js'
import type { DataStreams, StreamRecord } from './data-streams.js'

export interface StreamsUnderTest {
  streams: DataStreams
  /** Makes a stream that is not there yet. */
  make(projectId: string, stream: string): Promise<void>
  /** The data that a reader of the backend's own finds there, in order. */
  read(projectId: string, stream: string): Promise<string[]>
  close(): Promise<void>
}

const never = new AbortController().signal
let made = 0
const record = (text: string, key = 'job-1'): StreamRecord => ({
  key,
  data: Buffer.from(text),
  id: `id-${made++}`,
})

/** Registers the suite; `name` says which adapter is under test. */
export function dataStreamsConformance(name: string, open: () => Promise<StreamsUnderTest>): void {
  const on = (what: string, body: (under: StreamsUnderTest) => Promise<void>) =>
    test(`${name}: ${what}`, async () => {
      const under = await open()
      try {
        await body(under)
      } finally {
        await under.close()
      }
    })

  on('records are put in their order, each with where it is', async ({ streams, make, read }) => {
    await make(PROJECT, 'alarms')
    const first = await streams.put(PROJECT, 'alarms', [record('a'), record('b')], never)
    const second = await streams.put(PROJECT, 'alarms', [record('ü – 门')], never)
    for (const outcome of [...first, ...second])
      assert.ok(outcome.kind === 'put' && outcome.at !== '', JSON.stringify(outcome))
    assert.deepEqual(await read(PROJECT, 'alarms'), ['a', 'b', 'ü – 门'])
  })

  on('calls at the same time put all, those of each call in order', async ({ streams, make, read }) => {
    await make(PROJECT, 'busy')
    const texts = Array.from({ length: 10 }, (_, i) => [`${i}a`, `${i}b`])
    const outcomes = await Promise.all(
      texts.map((pair) =>
        streams.put(
          PROJECT,
          'busy',
          pair.map((text) => record(text)),
          never,
        ),
      ),
    )
    assert.ok(outcomes.flat().every(({ kind }) => kind === 'put'))
    const found = await read(PROJECT, 'busy')
    assert.deepEqual(found.toSorted(), texts.flat().toSorted())
    for (const [a, b] of texts) assert.ok(found.indexOf(a!) < found.indexOf(b!))
  })

  on('what is in a stream of one project is in none of another', async ({ streams, make, read }) => {
    await make(PROJECT, 'yard')
    assert.deepEqual(
      [await streams.exists(PROJECT, 'yard'), await streams.exists(OTHER_PROJECT, 'yard')],
      [true, false],
    )
    await make(OTHER_PROJECT, 'yard')
    await streams.put(PROJECT, 'yard', [record('mine')], never)
    await streams.put(OTHER_PROJECT, 'yard', [record('theirs')], never)
    assert.deepEqual(await read(PROJECT, 'yard'), ['mine'])
    assert.deepEqual(await read(OTHER_PROJECT, 'yard'), ['theirs'])
  })

  on('a large record arrives whole', async ({ streams, make, read }) => {
    await make(PROJECT, 'large')
    const text = 'x'.repeat(400_000)
    const [outcome] = await streams.put(PROJECT, 'large', [record(text)], never)
    assert.equal(outcome?.kind, 'put', JSON.stringify(outcome))
    const [found] = await read(PROJECT, 'large')
    assert.ok(found === text)
  })

  on('an attempt that was ended tells one outcome for each record, and the next one works', async (under) => {
    const { streams, make, read } = under
    await make(PROJECT, 'ended')
    const [outcome] = await streams.put(PROJECT, 'ended', [record('a')], AbortSignal.abort())
    assert.ok(outcome, 'one outcome for each record')
    const [later] = await streams.put(PROJECT, 'ended', [record('b')], never)
    assert.equal(later?.kind, 'put', JSON.stringify(later))
    // It may have been put all the same: an outcome can be lost, a record not.
    const found = await read(PROJECT, 'ended')
    assert.ok(found.includes('b') && (outcome.kind === 'failed' || found.includes('a')), found.join())
  })

  on('a stream that is not there is told, and may still come', async ({ streams, make }) => {
    assert.equal(await streams.exists(PROJECT, 'nowhere'), false)
    await make(PROJECT, 'nowhere')
    assert.equal(await streams.exists(PROJECT, 'nowhere'), true)
    const [outcome] = await streams.put(PROJECT, 'nowhere', [record('a')], never)
    assert.equal(outcome?.kind, 'put', JSON.stringify(outcome))
  })
}
