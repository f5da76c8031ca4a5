/** What every ObjectStore must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ObjectStore, ObjectStoreError, type ObjectStoreFault } from './object-store.js'

export interface StoreUnderTest {
  store: ObjectStore
  /** Is there, and empty. */
  bucket: string
  /** What a reader gets who is given only the address. */
  read(url: string): Promise<Buffer>
  close(): Promise<void>
}

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

const fails = (fault: ObjectStoreFault) => (error: unknown) =>
  error instanceof ObjectStoreError && error.fault === fault

/** Registers the suite; `name` says which adapter is under test. */
export function objectStoreConformance(name: string, open: () => Promise<StoreUnderTest>): void {
  const on = (what: string, body: (under: StoreUnderTest) => Promise<void>) =>
    test(`${name}: ${what}`, async () => {
      const under = await open()
      try {
        await body(under)
      } finally {
        await under.close()
      }
    })
  const put = ({ store, bucket }: StoreUnderTest, key: string, ...texts: string[]) =>
    store.put(bucket, key, pieces(...texts), Buffer.byteLength(texts.join('')))

  on('what was put is there whole, and replaced by what is put in its place', async (under) => {
    const { store, bucket, read } = under
    await put(under, 'day/gate ä+1.mp4', 'one ', 'two')
    const found = await store.stat(bucket, 'day/gate ä+1.mp4')
    assert.deepEqual([found?.key, found?.size], ['day/gate ä+1.mp4', 7])
    assert.ok(Number.isInteger(found?.modifiedAt))
    assert.equal(String(await read((await store.addressOf(bucket, 'day/gate ä+1.mp4')).url)), 'one two')
    await put(under, 'day/gate ä+1.mp4', 'three')
    assert.equal((await store.stat(bucket, 'day/gate ä+1.mp4'))?.size, 5)
    await put(under, 'empty')
    assert.equal((await store.stat(bucket, 'empty'))?.size, 0)
  })

  on('each address is good for an object, and holds none of what it takes to make one', async (under) => {
    await put(under, 'a', 'aa')
    const { url } = await under.store.addressOf(under.bucket, 'a')
    assert.doesNotMatch(url, /secret/i)
  })

  on('objects are listed by the bytes of their keys, page by page, below a prefix', async (under) => {
    const { store, bucket } = under
    const keys = ['b/1', 'b/10', 'b/2', 'a/x/y', 'ba', 'ü/ä', 'ü/\u{1f600}', 'ü/\uff61']
    for (const key of keys) await put(under, key, 'x')
    const sorted = keys.toSorted((one, two) => Buffer.compare(Buffer.from(one), Buffer.from(two)))
    const all = await store.list(bucket, '', { limit: 1000 })
    assert.deepEqual([all.objects.map(({ key }) => key), all.more], [sorted, false])
    assert.deepEqual(
      all.objects.map(({ size }) => size),
      keys.map(() => 1),
    )
    const paged: string[] = []
    for (let more = true; more; ) {
      const page = await store.list(bucket, 'b/', { after: paged.at(-1), limit: 2 })
      assert.ok(page.objects.length <= 2)
      paged.push(...page.objects.map(({ key }) => key))
      more = page.more
    }
    assert.deepEqual(
      paged,
      sorted.filter((key) => key.startsWith('b/')),
    )
    assert.deepEqual((await store.list(bucket, 'nothing', { limit: 9 })).objects, [])
  })

  on('what is removed is gone, and may be removed again', async (under) => {
    const { store, bucket } = under
    await put(under, 'a/b', 'x')
    await put(under, 'a/c', 'x')
    await store.remove(bucket, 'a/b')
    await store.remove(bucket, 'a/b')
    assert.equal(await store.stat(bucket, 'a/b'), undefined)
    assert.equal((await store.stat(bucket, 'a/c'))?.size, 1)
  })

  on('a bucket or key that is not there is told as such', async ({ store, bucket }) => {
    assert.equal(await store.stat(bucket, 'nothing'), undefined)
    assert.equal(await store.stat('no-such-bucket', 'nothing'), undefined)
    await assert.rejects(store.list('no-such-bucket', '', { limit: 1 }), fails('no_bucket'))
  })

  on('content of another length than was said is not stored', async ({ store, bucket }) => {
    await assert.rejects(store.put(bucket, 'short', pieces('abc'), 4), fails('bad_size'))
    await assert.rejects(store.put(bucket, 'long', pieces('abc', 'de'), 4), fails('bad_size'))
    assert.deepEqual((await store.list(bucket, '', { limit: 9 })).objects, [])
  })

  on('a store that is there is found there', async ({ store }) => {
    await store.check()
  })
}
