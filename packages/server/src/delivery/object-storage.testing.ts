/** For tests of object storage: a job that writes results to it, and what reads the store back. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { addressPolicy, blobName, type StorePlace, storePlace } from '@vigia/core'
import {
  FakeClock,
  hex32,
  MemoryBlobs,
  makeProjects,
  PROJECT,
  plainJob,
  plainResult,
} from '@vigia/core/conformance'
import { objectStores } from '@vigia/objects'
import { tempFolder } from '@vigia/testing'
import { SecretBox } from '../security/index.js'
import { openSqliteStores } from '../store/index.js'
import { channelsWith } from './channels.testing.js'
import { Deliverer } from './deliverer.js'
import { IndexWriter } from './index-writer.js'
import { ObsChannel } from './obs-channel.js'

interface Test {
  after(fn: () => Promise<void>): void
}

export const BUCKET = 'results'
export const JPEG = new Uint8Array([255, 216, 255, 217])
export const HOUR_FOLDER = 'gate/2026/11/24/09'

/** A job with object storage whose run emits results, a deliverer, and what reads the store back. */
export async function setUp(
  t: Test,
  place: StorePlace = { kind: 'folder', projectId: PROJECT },
  bucket = BUCKET,
  path = 'gate/',
) {
  const clock = new FakeClock()
  const folder = await tempFolder()
  const stores = await openSqliteStores(':memory:', new SecretBox(randomBytes(32)), clock)
  await makeProjects(stores)
  if (place.kind === 's3') await stores.objectStores.put(PROJECT, place)
  const blobs = new MemoryBlobs()
  const openStore = objectStores({ dataDir: folder.path, policy: addressPolicy('media', '127.0.0.0/8') })
  const warned: object[] = []
  const log = {
    info: () => undefined,
    warn: (fields: object) => void warned.push(fields),
    error: () => undefined,
  }
  const obs = new ObsChannel({ ...stores, blobs, openStore, clock })
  const deliverer = new Deliverer({
    deliveries: stores.deliveries,
    channels: channelsWith({ obs }),
    clock,
    log,
    random: () => 0.5,
    timeoutMs: 30_000,
  })
  const indexes = new IndexWriter({ ...stores, openStore, clock, log })
  t.after(async () => {
    await deliverer.stop()
    await stores.close()
    await folder.remove()
  })
  const plain = plainJob(1)
  const output = { eventCenter: false, obs: { bucket, path } }
  await stores.jobs.insert([{ ...plain, spec: { ...plain.spec, output } }])
  await stores.jobs.claim(hex32(1), 'PENDING', 'w', 1_000)
  const store = openStore(await storePlace(stores.objectStores, PROJECT))
  const read = async (key: string): Promise<Buffer> => {
    const { url } = await store.addressOf(bucket, key)
    if (url.startsWith('http')) return Buffer.from(await (await fetch(url)).arrayBuffer())
    return readFile(new URL(url))
  }
  const keys = async (): Promise<string[]> =>
    (await store.list(bucket, '', { limit: 1_000 })).objects.map(({ key }) => key)
  /** Results `from` to `to`, every odd one with a picture. */
  const emit = async (from: number, to = from): Promise<void> => {
    for (let n = from; n <= to; n++) {
      const row = plainResult(hex32(1), 1, n)
      const pictureName = n % 2 ? blobName(row, 'jpg') : undefined
      if (pictureName) await blobs.put(pictureName, JPEG)
      await stores.results.append(hex32(1), 1, [{ ...row, pictureName }], () => ['obs'])
    }
    deliverer.wake()
  }
  const counts = () => stores.deliveries.counts(hex32(1))
  const later = (ms: number): void => {
    clock.later(ms)
    deliverer.wake()
  }
  /** What the index of that hour says, line by line. */
  const indexOf = async (key = INDEX): Promise<Record<string, unknown>[]> =>
    String(await read(key))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  return {
    ...stores,
    clock,
    indexOf,
    obs,
    blobs,
    deliverer,
    indexes,
    store,
    warned,
    read,
    keys,
    emit,
    counts,
    later,
  }
}

export const idOf = (n: number): string => plainResult(hex32(1), 1, n).messageId
export const nameOf = (n: number): string =>
  `${HOUR_FOLDER}/20261124T090000.${String(n).padStart(3, '0')}Z_${idOf(n)}`
export const INDEX = `${HOUR_FOLDER}/index_${hex32(1)}.ndjson`

export const placeOf = ({
  endpoint,
  accessKey,
  secretKey,
}: {
  endpoint: string
  accessKey: string
  secretKey: string
}) => ({
  kind: 's3' as const,
  endpoint,
  region: 'us-east-1',
  accessKey,
  secretKey,
  addressing: 'path' as const,
})

/** Makes the bucket of the folder store. */
export async function* nothing(): AsyncGenerator<Uint8Array> {}
