/** Objects of a real S3 server and of a folder, from their names to frames. */
import assert from 'node:assert/strict'
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addressPolicy, type ObjectStore, type StoredInput, type StorePlace } from '@vigia/core'
import { bucketsDir, objectStores } from '@vigia/objects'
import {
  type Clip,
  makeClip,
  type S3Server,
  startS3Server,
  type TempFolder,
  tempFolder,
  waitFor,
} from '@vigia/testing'
import { AttemptError } from '../source/index.js'
import { openForTest, take } from '../source/test-sources.js'
import { objectLocator } from './objects.js'

const PROJECT = 'a'.repeat(32)
const LOOPBACK = addressPolicy('media', '127.0.0.0/8')
const never = new AbortController().signal
let clip: Clip
let server: S3Server
let data: TempFolder
let s3: StorePlace

before(async () => {
  clip = await makeClip({ seconds: 2, width: 320, height: 180, fps: 10 })
  server = await startS3Server(['footage'])
  data = await tempFolder()
  const { endpoint, accessKey, secretKey } = server
  s3 = { kind: 's3', endpoint, region: 'us-east-1', accessKey, secretKey, addressing: 'path' }
  await fill(open(s3))
})
after(async () => {
  await server.stop()
  await data.remove()
  await clip.remove()
})

const open = (place: StorePlace, policy = LOOPBACK) => objectStores({ dataDir: data.path, policy })(place)
const input = (path: string, store: StorePlace): StoredInput => ({
  type: 'obs',
  bucket: 'footage',
  path,
  store,
})
const locate = (path: string, store = s3, policy = LOOPBACK) =>
  objectLocator(input(path, store), open(store, policy))

async function fill(store: ObjectStore): Promise<void> {
  const video = await readFile(clip.file)
  async function* content(): AsyncGenerator<Uint8Array> {
    yield video
  }
  for (const key of ['day/b.MP4', 'day/a.mp4', 'day/deep/c.mkv', 'day/notes.txt', 'day2/d.mp4', 'plain'])
    await store.put('footage', key, content(), video.length)
}

const failsWith = (code: string, words: RegExp, retry: string) => (error: unknown) => {
  assert.ok(error instanceof AttemptError, String(error))
  assert.deepEqual([error.failure.code, error.failure.retry], [code, retry])
  assert.match(error.failure.reason, words)
  return true
}

for (const kind of ['s3', 'folder'] as const) {
  const place = (): StorePlace => (kind === 's3' ? s3 : { kind: 'folder', projectId: PROJECT })

  test(`${kind}: a folder means each video in it and below, in the order of the keys; an object means itself`, async () => {
    if (kind === 'folder') await fill(open(place()))
    const videos = ['day/a.mp4', 'day/b.MP4', 'day/deep/c.mkv']
    assert.deepEqual(await locate('day', place()).parts?.(never), videos)
    assert.deepEqual(await locate('day/', place()).parts?.(never), videos)
    assert.deepEqual(await locate('', place()).parts?.(never), [...videos, 'day2/d.mp4'])
    assert.deepEqual(await locate('plain', place()).parts?.(never), ['plain'])
    assert.deepEqual(await locate('day/a.mp4', place()).parts?.(never), ['day/a.mp4'])
  })

  test(`${kind}: FFmpeg reads the object itself, by an address that is made anew for each attempt`, async () => {
    const locator = locate('day', place())
    const places: string[] = []
    const { source } = openForTest('', {
      presumed: locator.presumed,
      locate: async (signal) => {
        const place = await locator.locate(signal, 'day/b.MP4')
        places.push(place.url)
        return place
      },
    })
    const frames = await take(source)
    assert.equal(frames.length, 10)
    assert.equal(places.length, 1)
    assert.equal(places[0]?.includes(kind === 's3' ? 'X-Amz-Signature=' : 'file:///'), true)
  })

  test(`${kind}: what is not there is told by name, and no retry helps`, async () => {
    await assert.rejects(
      async () => locate('nothing/here', place()).parts?.(never),
      failsWith('SOURCE.NOT_FOUND', /no video nothing\/here in bucket footage/, 'never'),
    )
    await assert.rejects(
      locate('day', place()).locate(never, 'day/gone.mp4'),
      failsWith('SOURCE.NOT_FOUND', /not there any more/, 'never'),
    )
    const other = objectLocator({ ...input('a', place()), bucket: 'nowhere' }, open(place()))
    await assert.rejects(
      async () => other.parts?.(never),
      failsWith('SOURCE.NOT_FOUND', /no such bucket/, 'never'),
    )
  })
}

test('a file is read only below its own bucket', async () => {
  const store = { kind: 'folder', projectId: PROJECT } as const
  const { mediaDirs } = await locate('day', store).locate(never, 'day/a.mp4')
  assert.deepEqual(mediaDirs, [join(bucketsDir(data.path), PROJECT, 'footage')])
  const theirs = join(bucketsDir(data.path), 'b'.repeat(32), 'footage')
  await mkdir(theirs, { recursive: true })
  await copyFile(clip.file, join(theirs, 'theirs.mp4'))
  await assert.rejects(
    locate('day', store).locate(never, '../../bbb/footage/theirs.mp4'),
    failsWith('SOURCE.NOT_FOUND', /names/, 'never'),
  )
})

test('a store that is out of bounds is refused, by the decoder as well', async () => {
  const strict = addressPolicy('media', '')
  await assert.rejects(
    locate('day', s3, strict).locate(never, 'day/a.mp4'),
    failsWith('SOURCE.REFUSED', /VIGIA_MEDIA_ALLOW/, 'never'),
  )
  const { source } = openForTest('', {
    policy: strict,
    locate: (signal) => locate('day').locate(signal, 'day/a.mp4'),
  })
  await assert.rejects(take(source), { code: 'SOURCE.REFUSED' })
})

test('a store that goes away is waited for, as long as it takes, and the object read then', async () => {
  const own = await startS3Server(['footage'])
  try {
    const { endpoint, accessKey, secretKey } = own
    const store = {
      kind: 's3',
      endpoint,
      region: 'us-east-1',
      accessKey,
      secretKey,
      addressing: 'path',
    } as const
    await fill(open(store))
    const locator = locate('day', store)
    await own.unplug()
    const { source, states } = openForTest('', {
      presumed: locator.presumed,
      ladderMs: [1],
      locate: (signal) => locator.locate(signal, 'day/a.mp4'),
    })
    const frames = take(source)
    await waitFor(() => states.length >= 12, 60_000, 'more attempts than a file gets')
    const last = states.at(-1)
    assert.match(
      last?.kind === 'lost' ? last.status : '',
      /^waiting for file, attempt \d+, next in 0 s: the object store/,
    )
    await own.plugIn()
    assert.equal((await frames).length, 10)
  } finally {
    await own.stop()
  }
})
