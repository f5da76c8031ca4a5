/** The folder under the conformance suite, what only it promises, and what becomes of blobs that nobody names. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { blobName } from '@vigia/core'
import {
  blobStoreConformance,
  FakeClock,
  hex32,
  PROJECT,
  plainJob,
  plainResult,
} from '@vigia/core/conformance'
import { SecretBox } from '../security/index.js'
import { openSqliteStores } from '../store/index.js'
import { BlobFolder } from './blob-folder.js'
import { keepPictures } from './keep-pictures.js'
import { pictureOf } from './picture-of.js'
import { BlobSweep } from './sweep.js'

const FULL_CHILD = fileURLToPath(new URL('./full-disk.child.js', import.meta.url))
const folders: string[] = []
after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'vigia-blobs-'))
  folders.push(made)
  return made
}

blobStoreConformance('folder', async () => BlobFolder.open(await folder()))

const NAME = blobName({ projectId: PROJECT, at: Date.UTC(2026, 10, 24), messageId: 'M-1' }, 'jpg')

test('what a process has left that ended in the middle of writing is gone after the next start', async () => {
  const root = await folder()
  await mkdir(join(root, '.unfinished'))
  await writeFile(join(root, '.unfinished', '1'), 'half')
  const blobs = await BlobFolder.open(root)
  await blobs.put(NAME, new Uint8Array([1]))
  assert.deepEqual(await readdir(join(root, '.unfinished')), [])
  assert.deepEqual([...(await (await BlobFolder.open(root)).get(NAME))!], [1])
})

test('folders go with the last blob in them, also while others are written there', async () => {
  const root = await folder()
  const blobs = await BlobFolder.open(root)
  for (let round = 0; round < 20; round++)
    await Promise.all([
      blobs.put(NAME, new Uint8Array([1])),
      blobs.remove([NAME.replace('M-1', 'M-2')]),
      blobs.put(NAME.replace('M-1', 'M-2'), new Uint8Array([2])),
    ])
  assert.deepEqual([...(await blobs.get(NAME))!], [1])
  await blobs.remove([NAME, NAME.replace('M-1', 'M-2')])
  assert.deepEqual(await readdir(root), ['.unfinished'])
})

test('a folder that cannot be written to fails the put, and leaves nothing', async () => {
  const root = await folder()
  const blobs = await BlobFolder.open(root)
  // The place of the project's folder is taken.
  await writeFile(join(root, PROJECT), '')
  await assert.rejects(blobs.put(NAME, new Uint8Array([1])))
  assert.deepEqual(await readdir(join(root, '.unfinished')), [])
  assert.equal(await blobs.get(NAME), undefined)
})

test('a full disk is told as the store tells it, and leaves nothing half', async (t) => {
  const root = await folder()
  const script = `mount -t tmpfs -o size=200k none ${root} && exec ${process.execPath} ${FULL_CHILD} ${root}`
  const child = spawnSync('unshare', ['--map-root-user', '--mount', 'sh', '-c', script], { encoding: 'utf8' })
  if (child.error || /^(unshare|mount):/m.test(child.stderr))
    return t.skip('no small disk can be mounted here')
  assert.deepEqual(
    JSON.parse(child.stdout),
    { error: 'StoreFull', unfinished: [], after: 100_000 },
    child.stderr,
  )
})

/** A store with one run of job 1. */
async function running(t: { after(fn: () => Promise<void>): void }) {
  const stores = await openSqliteStores(':memory:', new SecretBox(randomBytes(32)), new FakeClock())
  t.after(() => stores.close())
  await stores.jobs.insert([plainJob(1)])
  await stores.jobs.claim(hex32(1), 'PENDING', 'w', 1_000)
  return { stores, blobs: await BlobFolder.open(await folder()) }
}

test('blobs that nobody names go with the second sweep; named ones stay, and files of others too', async (t) => {
  const { stores, blobs } = await running(t)
  const picture = new Uint8Array([255, 216])
  const rows = await keepPictures(
    blobs,
    [1, 2, 3].map((n) => ({ ...plainResult(hex32(1), 1, n), picture })),
  )
  await stores.results.append(hex32(1), 1, rows.slice(0, 2), () => [])
  const sweep = new BlobSweep(blobs, [{ kept: async () => [] }, stores.results])
  assert.equal(await sweep.sweep(), 0)
  assert.deepEqual([...(await blobs.get(rows[2]!.pictureName!))!], [...picture])
  assert.equal(await sweep.sweep(), 1)
  assert.equal(await blobs.get(rows[2]!.pictureName!), undefined)
  assert.equal(await stores.results.prune(rows[1]!.at, 0), 1)
  await sweep.sweep()
  assert.equal(await sweep.sweep(), 1)
  assert.equal(await blobs.get(rows[0]!.pictureName!), undefined)
  const left = await stores.results.byMessageId(rows[1]!.messageId)
  assert.deepEqual([...(await pictureOf({ ...stores, blobs }, left!))!], [...picture])
})

test('a picture whose result is stored between two sweeps stays', async (t) => {
  const { stores, blobs } = await running(t)
  const [row] = await keepPictures(blobs, [{ ...plainResult(hex32(1), 1, 1), picture: new Uint8Array([1]) }])
  const sweep = new BlobSweep(blobs, [stores.results])
  await sweep.sweep()
  await stores.results.append(hex32(1), 1, [row!], () => [])
  assert.equal(await sweep.sweep(), 0)
  assert.ok(await blobs.get(row!.pictureName!))
})
