/** What every DataStreamStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QuotaReached } from '../identity/quotas.js'
import { hex32, type OpenStores, OTHER_PROJECT, onProjects, PROJECT } from './conformance-kit.js'
import {
  type DataStream,
  type DataStreamStore,
  type StreamApp,
  StreamGone,
  streamBytesOf,
} from './data-stream-store.js'
import { ProjectGone } from './identity-store.js'
import { NameTaken } from './job-store.js'

const MANY = 1_000
const ROOM = 1_000_000
const HOUR = 3_600_000
const ALL = { records: 1_000, bytes: ROOM }

const stream = (n: number, changed: Partial<DataStream> = {}): DataStream => ({
  id: hex32(n),
  projectId: PROJECT,
  name: `stream-${n}`,
  type: 'COMMON',
  dataType: 'BLOB',
  partitions: 1,
  hours: 24,
  createdAt: n,
  updatedAt: n,
  ...changed,
})
const app = (n: number, changed: Partial<StreamApp> = {}): StreamApp => ({
  id: hex32(n),
  projectId: PROJECT,
  name: `app-${n}`,
  createdAt: n,
  ...changed,
})
const record = (text: string, partition = 0) => ({
  partition,
  key: `key of ${text}`,
  data: Buffer.from(text),
})
const bytesOf = (...texts: string[]): number =>
  texts.reduce((sum, text) => sum + streamBytesOf(record(text)), 0)
const put = (store: DataStreamStore, n: number, texts: string[], at = 1_000, most = ROOM) =>
  store.append(
    hex32(n),
    texts.map((text) => record(text)),
    at,
    most,
  )
const textsOf = async (store: DataStreamStore, n: number, from = 0, limit = ALL) =>
  (await store.read(hex32(n), 0, from, limit)).map(({ data }) => Buffer.from(data).toString())

/** Registers the suite; `name` says which adapter is under test. */
export function dataStreamStoreConformance(name: string, open: OpenStores): void {
  const on = (what: string, body: (store: DataStreamStore) => Promise<void>) =>
    test(`${name}: data streams: ${what}`, () => onProjects(open, ({ dataStreams }) => body(dataStreams)))

  on('are found and listed by project and name, and no more of them than allowed', async (store) => {
    for (const n of [2, 1, 3]) await store.addStream(stream(n), MANY)
    await store.addStream(stream(4, { projectId: OTHER_PROJECT, name: 'stream-1' }), 1)
    assert.deepEqual(await store.stream(PROJECT, 'stream-1'), stream(1))
    assert.equal((await store.stream(OTHER_PROJECT, 'stream-1'))?.id, hex32(4))
    assert.equal(await store.stream(OTHER_PROJECT, 'stream-2'), undefined)
    const first = await store.listStreams(PROJECT, { limit: 2 })
    assert.deepEqual([first.total, ...first.streams], [3, stream(1), stream(2)])
    const rest = await store.listStreams(PROJECT, { limit: 2, after: 'stream-2' })
    assert.deepEqual([rest.total, ...rest.streams], [3, stream(3)])
    await assert.rejects(store.addStream(stream(5, { name: 'stream-1' }), MANY), NameTaken)
    await assert.rejects(store.addStream(stream(6, { projectId: hex32(77) }), MANY), ProjectGone)
    await assert.rejects(
      store.addStream(stream(7), 3),
      (error) => error instanceof QuotaReached && error.total === 3 && error.most === 3,
    )
    assert.equal(await store.removeStream(OTHER_PROJECT, 'stream-2'), false)
    assert.equal(await store.removeStream(PROJECT, 'stream-2'), true)
    assert.equal(await store.stream(PROJECT, 'stream-2'), undefined)
  })

  on('number the records of each partition from 0, each by itself', async (store) => {
    await store.addStream(stream(1, { partitions: 2 }), MANY)
    await store.addStream(stream(2), MANY)
    await put(store, 2, ['of another stream'])
    const records = [record('a'), record('b', 1), record('c')]
    assert.deepEqual(await store.append(hex32(1), records, 5, ROOM), [0, 0, 1])
    assert.deepEqual(await put(store, 1, ['d']), [2])
    assert.deepEqual(await store.partitions(hex32(1)), [
      { number: 0, isOpen: true, first: 0, next: 3 },
      { number: 1, isOpen: true, first: 0, next: 1 },
    ])
    const [found] = await store.read(hex32(1), 1, 0, ALL)
    assert.deepEqual(
      { ...found, data: Buffer.from(found!.data).toString() },
      { sequence: 0, key: 'key of b', data: 'b', at: 5 },
    )
    assert.deepEqual(await textsOf(store, 1), ['a', 'c', 'd'])
    assert.deepEqual(await textsOf(store, 1, 2), ['d'])
    assert.deepEqual(await textsOf(store, 1, 3), [])
  })

  on('are read up to a number of records and of bytes, but never nothing of something', async (store) => {
    await store.addStream(stream(1), MANY)
    await put(store, 1, ['aaaa', 'bbbb', 'cccc'])
    assert.deepEqual(await textsOf(store, 1, 0, { records: 2, bytes: ROOM }), ['aaaa', 'bbbb'])
    assert.deepEqual(await textsOf(store, 1, 0, { records: 9, bytes: bytesOf('aaaa', 'bbbb') }), [
      'aaaa',
      'bbbb',
    ])
    assert.deepEqual(await textsOf(store, 1, 1, { records: 9, bytes: 1 }), ['bbbb'])
  })

  on('store all of a call or nothing', async (store) => {
    await store.addStream(stream(1), MANY)
    await assert.rejects(store.append(hex32(1), [record('a'), record('b', 7)], 1, ROOM), StreamGone)
    assert.deepEqual(await textsOf(store, 1), [])
    assert.deepEqual(await put(store, 1, ['c']), [0])
    await assert.rejects(put(store, 99, ['d']), StreamGone)
  })

  on('find the first record since a time, also after the clock was put back', async (store) => {
    await store.addStream(stream(1), MANY)
    await put(store, 1, ['a'], 1_000)
    await put(store, 1, ['b'], 3_000)
    await put(store, 1, ['c'], 2_000)
    const since = (at: number) => store.firstSince(hex32(1), 0, at)
    assert.deepEqual([await since(0), await since(1_001), await since(3_000)], [0, 1, 1])
    assert.equal(await since(3_001), undefined)
  })

  on(
    'with more partitions open more, with fewer close the last ones, which stay to be read',
    async (store) => {
      await store.addStream(stream(1, { partitions: 3 }), MANY)
      await store.append(hex32(1), [record('kept', 2)], 1, ROOM)
      const shown = async () => (await store.partitions(hex32(1))).map(({ isOpen }) => isOpen)
      assert.deepEqual(await store.changeStream(PROJECT, 'stream-1', { partitions: 1, hours: 72, at: 9 }), {
        ...stream(1, { partitions: 3 }),
      })
      assert.deepEqual(await shown(), [true, false, false])
      const { partitions, hours, updatedAt, dataType } = (await store.stream(PROJECT, 'stream-1'))!
      assert.deepEqual([partitions, hours, updatedAt, dataType], [1, 72, 9, 'BLOB'])
      await assert.rejects(store.append(hex32(1), [record('x', 2)], 1, ROOM), StreamGone)
      assert.equal((await store.read(hex32(1), 2, 0, ALL)).length, 1)
      await store.changeStream(PROJECT, 'stream-1', { partitions: 4, at: 10 })
      assert.deepEqual(await shown(), [true, true, true, true])
      assert.deepEqual(await store.append(hex32(1), [record('next', 2)], 1, ROOM), [1])
      assert.equal(await store.changeStream(OTHER_PROJECT, 'stream-1', { hours: 24, at: 1 }), undefined)
    },
  )

  on('drop the oldest records of a full stream, never the newest', async (store) => {
    await store.addStream(stream(1), MANY)
    const two = bytesOf('aaaa', 'bbbb')
    for (const text of ['aaaa', 'bbbb', 'cccc']) await put(store, 1, [text], 1, two)
    assert.deepEqual(await textsOf(store, 1), ['bbbb', 'cccc'])
    const large = 'x'.repeat(two)
    await put(store, 1, [large], 1, two)
    assert.deepEqual(await textsOf(store, 1), [large])
    assert.deepEqual(await store.partitions(hex32(1)), [{ number: 0, isOpen: true, first: 3, next: 4 }])
    await put(store, 1, ['aa', 'bb'], 1, two)
    assert.deepEqual(await textsOf(store, 1), ['aa', 'bb'])
    // What was dropped is not counted any more.
    await put(store, 1, ['cc'], 1, bytesOf('aa', 'bb', 'cc'))
    assert.deepEqual(await textsOf(store, 1), ['aa', 'bb', 'cc'])
  })

  on(
    'count keys and records without data, and drop the fullest partition first, be it closed',
    async (store) => {
      await store.addStream(stream(1, { partitions: 2 }), MANY)
      const most = 1_000_000
      const empty = (partition: number) => ({ partition, key: 'k'.repeat(1_000), data: Buffer.of() })
      const kept = async () =>
        (await store.partitions(hex32(1))).map(({ first, next }) => next - first) as [number, number]
      await store.append(
        hex32(1),
        Array.from({ length: 700 }, () => empty(1)),
        1,
        most,
      )
      assert.deepEqual(await kept(), [0, 700])
      await store.changeStream(PROJECT, 'stream-1', { partitions: 1, at: 2 })
      await store.append(
        hex32(1),
        Array.from({ length: 600 }, () => empty(0)),
        3,
        most,
      )
      const [open, closed] = await kept()
      assert.equal(open, 600)
      assert.equal(open + closed, Math.floor(most / streamBytesOf(empty(0))))
      await put(store, 1, ['newest'], 4, 1)
      assert.deepEqual(await kept(), [1, 1], 'the newest of each stays')
    },
  )

  on('drop what is older than the stream keeps it', async (store) => {
    await store.addStream(stream(1, { hours: 24 }), MANY)
    await store.addStream(stream(2, { hours: 48 }), MANY)
    for (const n of [1, 2]) {
      await put(store, n, ['old'], 1)
      await put(store, n, ['new'], 20 * HOUR)
    }
    assert.equal(await store.prune(30 * HOUR), 1)
    assert.deepEqual(await textsOf(store, 1), ['new'])
    assert.deepEqual(await textsOf(store, 2), ['old', 'new'])
    assert.equal(await store.prune(100 * HOUR), 3)
    assert.deepEqual(await store.partitions(hex32(1)), [{ number: 0, isOpen: true, first: 2, next: 2 }])
    assert.deepEqual(await put(store, 1, ['later'], 101 * HOUR, bytesOf('later')), [2])
    assert.deepEqual(await textsOf(store, 1), ['later'])
  })

  on('drop all that is old, however much it is, and let others have their turns', async (store) => {
    await store.addStream(stream(1), MANY)
    for (let i = 0; i < 6; i++)
      await put(
        store,
        1,
        Array.from({ length: 1_000 }, () => 'old'),
        1,
      )
    let turns = 0
    const count = setInterval(() => turns++, 0)
    assert.equal(await store.prune(25 * HOUR), 6_000)
    clearInterval(count)
    assert.ok(turns > 0)
    await put(store, 1, ['new'], 25 * HOUR)
    assert.deepEqual(await textsOf(store, 1), ['new'])
  })

  on('drop a large stream piece by piece, also while somebody puts into it', async (store) => {
    await store.addStream(stream(1), MANY)
    for (let i = 0; i < 3; i++)
      await put(
        store,
        1,
        Array.from({ length: 1_000 }, () => 'x'),
        1,
      )
    let puts = 0
    const putting = (async () => {
      for (; ; puts++) {
        await put(store, 1, ['while it goes'], 2)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const ended = assert.rejects(putting, StreamGone)
    assert.equal(await store.removeStream(PROJECT, 'stream-1'), true)
    await ended
    assert.ok(puts > 0)
    assert.equal(await store.stream(PROJECT, 'stream-1'), undefined)
    assert.deepEqual(await textsOf(store, 1), [])
  })

  on('stay within the bytes of a read when what was measured is dropped meanwhile', async (store) => {
    await store.addStream(stream(1), MANY)
    await put(store, 1, ['a', 'b', 'c'])
    const large = ['x', 'y', 'z'].map((letter) => letter.repeat(1_000))
    const bytes = bytesOf('a', 'b', 'c')
    const [found] = await Promise.all([
      textsOf(store, 1, 0, { records: 9, bytes }),
      put(store, 1, large, 2, bytesOf(...large)),
    ])
    assert.ok(bytesOf(...found) <= bytes, found.join())
    assert.deepEqual(await textsOf(store, 1), large)
  })

  on('go with their records and checkpoints; one of the same name is another one', async (store) => {
    await store.addStream(stream(1), MANY)
    await put(store, 1, ['a'])
    await store.addApp(app(9), MANY)
    await store.putCheckpoint(hex32(9), hex32(1), { partition: 0, sequence: '0', metadata: '' })
    await store.removeStream(PROJECT, 'stream-1')
    assert.deepEqual(await textsOf(store, 1), [])
    assert.deepEqual(await store.checkpoints(hex32(9), hex32(1)), [])
    await store.addStream(stream(2, { name: 'stream-1' }), MANY)
    assert.deepEqual(await textsOf(store, 2), [])
  })

  on('have readers with a checkpoint in each partition', async (store) => {
    await store.addStream(stream(1, { partitions: 2 }), MANY)
    await store.addStream(stream(2), MANY)
    for (const n of [11, 12, 13]) await store.addApp(app(n), MANY)
    await store.addApp(app(14, { projectId: OTHER_PROJECT, name: 'app-11' }), MANY)
    await assert.rejects(store.addApp(app(15, { name: 'app-11' }), MANY), NameTaken)
    await assert.rejects(store.addApp(app(16), 3), QuotaReached)
    assert.deepEqual(await store.app(PROJECT, 'app-11'), app(11))
    assert.equal(await store.app(OTHER_PROJECT, 'app-12'), undefined)
    const at = (partition: number, sequence: string) => ({ partition, sequence, metadata: 'm' })
    await store.putCheckpoint(hex32(11), hex32(1), at(1, '5'))
    await store.putCheckpoint(hex32(11), hex32(1), at(0, '7'))
    await store.putCheckpoint(hex32(11), hex32(1), at(1, '6'))
    await store.putCheckpoint(hex32(13), hex32(2), at(0, '1'))
    assert.deepEqual(await store.checkpoints(hex32(11), hex32(1)), [at(0, '7'), at(1, '6')])
    assert.deepEqual(await store.streamsOfApp(hex32(11)), ['stream-1'])
    const names = async (page: Parameters<DataStreamStore['listApps']>[1]) => {
      const { apps, total } = await store.listApps(PROJECT, page)
      return [total, ...apps.map((one) => one.name)]
    }
    assert.deepEqual(await names({ limit: 2 }), [3, 'app-11', 'app-12'])
    assert.deepEqual(await names({ limit: 2, after: 'app-12' }), [3, 'app-13'])
    assert.deepEqual(await names({ limit: 9, streamId: hex32(2) }), [1, 'app-13'])
    await store.removeCheckpoints(hex32(11), hex32(1), 0)
    assert.deepEqual(await store.checkpoints(hex32(11), hex32(1)), [at(1, '6')])
    await store.removeCheckpoints(hex32(11), hex32(1), undefined)
    assert.deepEqual(await store.checkpoints(hex32(11), hex32(1)), [])
    assert.equal(await store.removeApp(OTHER_PROJECT, 'app-12'), false)
    assert.equal(await store.removeApp(PROJECT, 'app-13'), true)
    assert.deepEqual(await store.checkpoints(hex32(13), hex32(2)), [])
    await assert.rejects(store.putCheckpoint(hex32(13), hex32(2), at(0, '1')), StreamGone)
  })
}
