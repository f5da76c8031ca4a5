import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { dataStreamsConformance, FakeClock, hex32, makeProjects, PROJECT } from '@vigia/core/conformance'
import { SecretBox } from '../security/index.js'
import { openSqliteStores } from '../store/index.js'
import { BuiltInStreams } from './built-in.js'

async function opened(maxPages?: number) {
  const clock = new FakeClock()
  const stores = await openSqliteStores(
    ':memory:',
    new SecretBox(randomBytes(32)),
    clock,
    maxPages === undefined ? {} : { maxPages },
  )
  await makeProjects(stores)
  const store = stores.dataStreams
  let made = 0
  return {
    stores,
    clock,
    streams: new BuiltInStreams({ store, clock, streamBytes: 10_000_000 }),
    make: (projectId: string, name: string, partitions = 2) =>
      store.addStream(
        {
          id: hex32(++made),
          projectId,
          name,
          type: 'COMMON',
          dataType: 'BLOB',
          partitions,
          hours: 24,
          createdAt: 1,
          updatedAt: 1,
        },
        100,
      ),
    read: async (projectId: string, name: string) => {
      const stream = await store.stream(projectId, name)
      const all = await Promise.all(
        [0, 1].map((partition) => store.read(stream!.id, partition, 0, { records: 1_000, bytes: 1e9 })),
      )
      return all.flat().map(({ data }) => Buffer.from(data).toString())
    },
    close: () => stores.close(),
  }
}
dataStreamsConformance('built-in', opened)

test('built-in: a stream that was deleted fails its records, for as long as it is not there', async (t) => {
  const { streams, make, close } = await opened()
  t.after(close)
  const record = { key: 'k', data: Buffer.from('a'), id: 'i' }
  const [before] = await streams.put(PROJECT, 'gone', [record])
  assert.ok(before?.kind === 'failed' && !before.gone && /no data stream gone/.test(before.reason))
  await make(PROJECT, 'gone')
  assert.equal((await streams.put(PROJECT, 'gone', [record]))[0]?.kind, 'put')
})

test('built-in: a full disk fails the records in plain words', async (t) => {
  const { streams, make, close } = await opened(220)
  t.after(close)
  await make(PROJECT, 'full')
  const record = { key: 'k', data: Buffer.alloc(900_000), id: 'i' }
  const [outcome] = await streams.put(PROJECT, 'full', [record])
  assert.ok(
    outcome?.kind === 'failed' && !outcome.gone && /disk .* is full/.test(outcome.reason),
    JSON.stringify(outcome),
  )
})
