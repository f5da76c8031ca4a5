import assert from 'node:assert/strict'
import { chmod, lstat, mkdir, readdir, readFile, rmdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ObjectStoreError, type ObjectStoreFault } from '@vigia/core'
import { objectStoreConformance } from '@vigia/core/conformance'
import { tempFolder } from '@vigia/testing'
import { FolderStore, removeUnfinishedUploads } from './folder-store.js'
import { type Disk, Room } from './room.js'

const PROJECT = 'a'.repeat(32)
const GIB = 1024 ** 3
const EMPTY: Disk = { free: 100 * GIB, total: 100 * GIB }

async function* text(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

interface Rig {
  root: string
  disk: Disk
  of(projectId: string): FolderStore
}

async function onFolder(body: (rig: Rig) => Promise<void>): Promise<void> {
  const { path: root, remove } = await tempFolder()
  const rig: Rig = { root, disk: EMPTY, of: (projectId) => new FolderStore({ root, room }, projectId) }
  const room = new Room(async () => rig.disk)
  try {
    await body(rig)
  } finally {
    await remove()
  }
}

const fails = (fault: ObjectStoreFault) => (error: unknown) =>
  error instanceof ObjectStoreError && error.fault === fault

objectStoreConformance('folder', async () => {
  const { path: root, remove } = await tempFolder()
  await mkdir(join(root, PROJECT, 'footage'), { recursive: true })
  return {
    store: new FolderStore({ root, room: new Room(async () => EMPTY) }, PROJECT),
    bucket: 'footage',
    read: (url) => readFile(fileURLToPath(url)),
    close: remove,
  }
})

test('no key and no bucket leads out of the folder of the project', () =>
  onFolder(async ({ root, of }) => {
    const [mine, theirs] = [of(PROJECT), of('b'.repeat(32))]
    await theirs.put('secret', 'a', text('x'), 1)
    await writeFile(join(root, 'beside'), 'x')
    const bad = [
      ['footage', '../secret/a'],
      ['footage', `../../${'b'.repeat(32)}/secret/a`],
      ['footage', 'a/../../../beside'],
      ['footage', '/etc/passwd'],
      ['footage', '.'],
      ['footage', 'a//b'],
      ['footage', 'a\0b'],
      ['footage', 'x'.repeat(256)],
      ['footage', '\ud800'],
      ['footage', ''],
      ['..', 'beside'],
      ['.uploads', 'a'],
      ['a/b', 'c'],
      ['Footage', 'a'],
      ['', 'a'],
    ] as const
    for (const [bucket, key] of bad) {
      const what = JSON.stringify([bucket, key])
      await assert.rejects(mine.put(bucket, key, text('x'), 1), fails('bad_name'), what)
      await assert.rejects(mine.stat(bucket, key), fails('bad_name'), what)
      await assert.rejects(mine.addressOf(bucket, key), fails('bad_name'), what)
      await assert.rejects(mine.remove(bucket, key), fails('bad_name'), what)
    }
    await assert.rejects(mine.list('..', '', { limit: 1 }), fails('bad_name'))
    await assert.rejects(mine.list('secret', '', { limit: 1 }), fails('no_bucket'))
    assert.equal(await mine.stat('secret', 'a'), undefined)
    assert.equal((await theirs.stat('secret', 'a'))?.size, 1)
  }))

test('links are not followed: not listed, not read, not written through, not removed', () =>
  onFolder(async ({ root, of }) => {
    const store = of(PROJECT)
    const outside = join(root, 'outside')
    await mkdir(outside)
    await writeFile(join(outside, 'a'), 'theirs')
    await store.put('footage', 'real', text('x'), 1)
    const bucket = join(root, PROJECT, 'footage')
    await symlink(outside, join(bucket, 'folder'))
    await symlink(join(outside, 'a'), join(bucket, 'file'))
    await symlink(outside, join(root, PROJECT, 'linked'))
    assert.deepEqual(
      (await store.list('footage', '', { limit: 9 })).objects.map(({ key }) => key),
      ['real'],
    )
    for (const [name, key] of [
      ['footage', 'folder/a'],
      ['footage', 'file'],
      ['linked', 'a'],
    ] as const) {
      await assert.rejects(store.stat(name, key), fails('bad_name'))
      await assert.rejects(store.addressOf(name, key), fails('bad_name'))
      await assert.rejects(store.put(name, key, text('x'), 1), fails('bad_name'))
      await assert.rejects(store.remove(name, key), fails('bad_name'))
    }
    await assert.rejects(store.list('linked', '', { limit: 9 }), fails('no_bucket'))
    assert.equal(String(await readFile(join(outside, 'a'))), 'theirs')
  }))

test('what stands beside a folder is listed where its bytes say', () =>
  onFolder(async ({ of }) => {
    const store = of(PROJECT)
    const keys = ['b-1', 'b/1', 'b/a-1', 'b/a/1', 'b/a0', 'b0', 'b1/1']
    for (const key of keys.toReversed()) await store.put('footage', key, text('x'), 1)
    for (const [i, after] of [undefined, ...keys].entries()) {
      const { objects } = await store.list('footage', 'b', { after, limit: 99 })
      assert.deepEqual(
        objects.map(({ key }) => key),
        keys.slice(i),
        after,
      )
    }
  }))

test('an object has nothing below it, and what has is no object', () =>
  onFolder(async ({ of }) => {
    const store = of(PROJECT)
    await store.put('footage', 'a/b', text('x'), 1)
    await assert.rejects(store.put('footage', 'a/b/c', text('x'), 1), fails('bad_name'))
    await assert.rejects(store.put('footage', 'a', text('x'), 1), fails('bad_name'))
    assert.equal(await store.stat('footage', 'a'), undefined)
    await store.remove('footage', 'a')
    assert.equal((await store.stat('footage', 'a/b'))?.size, 1)
  }))

test('an upload that fails leaves nothing, one that was cut off by a crash goes with the next start', () =>
  onFolder(async ({ root, of }) => {
    const store = of(PROJECT)
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half')
      throw new Error('the client went away')
    }
    await assert.rejects(store.put('footage', 'a', broken(), 8), /the client went away/)
    assert.deepEqual(await readdir(join(root, '.uploads')), [])
    assert.equal(await store.stat('footage', 'a'), undefined)
    await writeFile(join(root, '.uploads', 'left'), 'x')
    await removeUnfinishedUploads(root)
    await assert.rejects(lstat(join(root, '.uploads')), { code: 'ENOENT' })
  }))

test('uploads never fill the disk, also several at once', () =>
  onFolder(async (rig) => {
    const store = rig.of(PROJECT)
    rig.disk = { free: 6 * GIB, total: 100 * GIB }
    await assert.rejects(store.put('footage', 'large', text('x'), GIB + 1), fails('full'))
    let go = (): void => undefined
    const started = new Promise<void>((resolve) => {
      go = resolve
    })
    async function* slow(): AsyncGenerator<Uint8Array> {
      await started
      yield Buffer.alloc(10)
    }
    const first = store.put('footage', 'one', slow(), GIB)
    await assert.rejects(store.put('footage', 'two', text('x'), 1), fails('full'))
    go()
    await assert.rejects(first, fails('bad_size'))
    // What the first was promised is free again.
    await store.put('footage', 'two', text('x'), 1)
    rig.disk = { free: GIB, total: 2 * GIB }
    await assert.rejects(store.put('footage', 'three', text('x'), 1), fails('full'))
  }))

test('folders go with their last object, the bucket stays', () =>
  onFolder(async ({ root, of }) => {
    const store = of(PROJECT)
    await store.put('footage', 'a/b/c', text('x'), 1)
    await store.remove('footage', 'a/b/c')
    assert.deepEqual(await readdir(join(root, PROJECT, 'footage')), [])
    assert.deepEqual((await store.list('footage', '', { limit: 1 })).objects, [])
  }))

test('an object that many remove at once is gone for all of them', () =>
  onFolder(async ({ of }) => {
    const store = of(PROJECT)
    for (let round = 0; round < 20; round++) {
      await store.put('footage', 'a/b', text('x'), 1)
      await Promise.all(Array.from({ length: 8 }, () => store.remove('footage', 'a/b')))
    }
    assert.equal(await store.stat('footage', 'a/b'), undefined)
  }))

test('what is put into a folder while others remove its last object is there', () =>
  onFolder(async ({ root, of }) => {
    const store = of(PROJECT)
    await store.put('footage', 'a', text('x'), 1)
    const folder = join(root, PROJECT, 'footage', 'b', 'c')
    let isOver = false
    // As removing does, in a row: it takes an empty folder away at any moment.
    const removing = (async () => {
      while (!isOver)
        await rmdir(folder)
          .catch(() => undefined)
          .then(() => new Promise(setImmediate))
    })()
    try {
      for (let i = 0; i < 40; i++) {
        await store.put('footage', 'b/c/d', text('x'), 1)
        await store.remove('footage', 'b/c/d')
      }
    } finally {
      isOver = true
      await removing
    }
  }))

// Whoever is root may read everything.
test('what may not be read is told as that', { skip: process.getuid?.() === 0 }, () =>
  onFolder(async ({ root, of }) => {
    const store = of(PROJECT)
    await store.put('footage', 'closed/a', text('x'), 1)
    const closed = join(root, PROJECT, 'footage', 'closed')
    await chmod(closed, 0)
    try {
      await assert.rejects(store.list('footage', '', { limit: 1 }), fails('denied'))
      await assert.rejects(store.put('footage', 'closed/b', text('x'), 1), fails('denied'))
    } finally {
      await chmod(closed, 0o700)
    }
  }),
)
