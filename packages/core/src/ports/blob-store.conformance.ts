/** What every BlobStore must do; and one in memory, for tests of what only uses a store. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BlobStore, blobName, partsOfBlobName } from './blob-store.js'
import { OTHER_PROJECT, PROJECT } from './conformance-kit.js'

const name = (n: number, kind: 'jpg' | 'mp4' = 'jpg', projectId = PROJECT): string =>
  blobName({ projectId, at: Date.UTC(2026, 10, 24 + (n % 3)), messageId: `M-${n}` }, kind)

async function all(blobs: BlobStore): Promise<string[]> {
  const names: string[] = []
  for await (const some of blobs.names()) names.push(...some)
  return names.sort()
}

/** Registers the suite; `called` says which adapter is under test. */
export function blobStoreConformance(called: string, open: () => Promise<BlobStore>): void {
  test(`${called}: bytes come back as they went in, and are replaced by what is put in their place`, async () => {
    const blobs = await open()
    await blobs.put(name(1), new Uint8Array([9, 0, 255, 1, 2]).subarray(1, 4))
    assert.deepEqual([...(await blobs.get(name(1)))!], [0, 255, 1])
    assert.equal(await blobs.size(name(1)), 3)
    await blobs.put(name(1), new Uint8Array(0))
    assert.deepEqual([await blobs.size(name(1)), (await blobs.get(name(1)))?.length], [0, 0])
  })

  test(`${called}: what is not there is undefined, for each name of its own`, async () => {
    const blobs = await open()
    await blobs.put(name(1), new Uint8Array([1]))
    for (const other of [name(1, 'mp4'), name(2), name(1, 'jpg', OTHER_PROJECT)])
      assert.deepEqual([await blobs.get(other), await blobs.size(other)], [undefined, undefined])
  })

  test(`${called}: a part is read by its first and last byte`, async () => {
    const blobs = await open()
    await blobs.put(
      name(1, 'mp4'),
      Uint8Array.from({ length: 300_000 }, (_, i) => i % 251),
    )
    const pieces: Uint8Array[] = []
    for await (const piece of blobs.read(name(1, 'mp4'), 1_000, 200_999)) pieces.push(piece)
    const read = Buffer.concat(pieces)
    assert.equal(read.length, 200_000)
    assert.ok(read.every((byte, i) => byte === (1_000 + i) % 251))
  })

  test(`${called}: all names are told, and what is removed is gone and may be removed again`, async () => {
    const blobs = await open()
    assert.deepEqual(await all(blobs), [])
    const names = Array.from({ length: 1_200 }, (_, n) =>
      name(n, n % 2 ? 'jpg' : 'mp4', n % 5 ? PROJECT : OTHER_PROJECT),
    )
    await Promise.all(names.map((each) => blobs.put(each, new Uint8Array([1]))))
    assert.deepEqual(await all(blobs), names.toSorted())
    await blobs.remove(names.slice(1))
    await blobs.remove(names.slice(1))
    assert.deepEqual(await all(blobs), [names[0]])
  })

  test(`${called}: what is no name of a blob is refused`, async () => {
    const blobs = await open()
    for (const bad of [
      '',
      'a.jpg',
      `${PROJECT}/2026/M.jpg`,
      `../20261124/M.jpg`,
      `${PROJECT}/20261124/../M.jpg`,
      `${PROJECT}/20261124/M.exe`,
    ]) {
      await assert.rejects(blobs.put(bad, new Uint8Array(1)), RangeError, bad)
      await assert.rejects(blobs.get(bad), RangeError, bad)
    }
  })
}

export class MemoryBlobs implements BlobStore {
  private readonly kept = new Map<string, Uint8Array>()

  async put(name: string, bytes: Uint8Array): Promise<void> {
    partsOfBlobName(name)
    this.kept.set(name, Uint8Array.from(bytes))
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    partsOfBlobName(name)
    return this.kept.get(name)
  }

  async size(name: string): Promise<number | undefined> {
    return (await this.get(name))?.length
  }

  async *read(name: string, start: number, end: number): AsyncIterable<Uint8Array> {
    const bytes = await this.get(name)
    if (bytes) yield bytes.subarray(start, end + 1)
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) this.kept.delete(name)
  }

  async *names(): AsyncIterable<string[]> {
    yield [...this.kept.keys()]
  }
}
