/** Server, workers and receivers on one small disk, with jobs that send their results to the receivers. */
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobOutput } from '@vigia/core'
import { hex32, makeProjects, PROJECT, plainJob, plainSubscription } from '@vigia/core/conformance'
import { bucketsDir, openSqliteStores, SecretBox, type Stores } from '@vigia/server'
import { freePort, tempFolder } from '@vigia/testing'
import { BUCKET, inBucket, inStream, STREAM } from './kept.js'
import { ledger, linesOf } from './ledger.js'
import { type Part, partOf } from './part.js'
import {
  type ReceiverLine,
  type ReceiverOrder,
  type ServerOrder,
  SUBSCRIPTION_PATH,
  type WorkerLine,
  type WorkerOrder,
} from './protocol.js'
import { DATABASE, type SmallDisk, smallDisk } from './small-disk.js'

/** A worker that says nothing for so long has lost its runs. */
const LEASE_MS = 1_500
const JOBS = 4

export interface Platform {
  server: Part
  workers: Part[]
  receivers: Part[]
  disk: SmallDisk
  /** Moves the server's wall clock, over its restarts. */
  jump(ms: number): void
  /** What the workers wrote down so far. */
  emitted(): readonly WorkerLine[]
  received(): readonly ReceiverLine[]
  /** What the data stream and the object store hold now. */
  kept(): Promise<ReceiverLine[]>
  /** The database as it is now; to be closed again. */
  look(): Promise<Stores>
  remove(): Promise<void>
}

export async function startPlatform(): Promise<Platform> {
  const folder = await tempFolder()
  const disk = await smallDisk(folder.path)
  const database = join(disk.path, DATABASE)
  const objectFolder = join(folder.path, 'objects')
  await mkdir(join(bucketsDir(objectFolder), PROJECT, BUCKET), { recursive: true })
  const key = randomBytes(32)
  const linkPort = await freePort()
  const receiverPorts = [await freePort(), await freePort()]
  const [emitted, received] = [join(folder.path, 'emitted'), join(folder.path, 'received')]
  for (const file of [emitted, received]) ledger(file)
  let clockOffset = 0

  const clock = { now: () => Date.now() + clockOffset }
  const look = () => openSqliteStores(database, new SecretBox(key), clock)
  const server = partOf(
    'the server',
    'server',
    (): ServerOrder => ({
      ...{
        database,
        blobFolder: join(disk.path, 'blobs'),
        objectFolder,
        key: key.toString('hex'),
        linkPort,
        receiverPorts,
        clockOffset,
        leaseMs: LEASE_MS,
      },
    }),
    true,
  )
  const workers = ['worker-a', 'worker-b'].map((name) =>
    partOf(name, 'worker', (): WorkerOrder => ({ name, linkPort, leaseMs: LEASE_MS, ledger: emitted })),
  )
  const receivers = receiverPorts.map((port, i) =>
    partOf(`receiver ${i}`, 'receiver', (): ReceiverOrder => ({ port, ledger: received })),
  )
  const parts = [server, ...workers, ...receivers]
  const remove = async (): Promise<void> => {
    for (const part of parts) await part.end()
    await disk.remove()
    await folder.remove()
  }
  try {
    const stores = await look()
    await makeProjects(stores)
    await stores.jobs.insert(
      Array.from({ length: JOBS }, (_, i) => jobTo(receiverPorts[i % receiverPorts.length]!, i + 1)),
    )
    await stores.events.addSubscription(
      plainSubscription(1, {
        webhook: { url: `http://127.0.0.1:${receiverPorts[0]}${SUBSCRIPTION_PATH}`, headers: {} },
      }),
      1,
    )
    await stores.dataStreams.addStream(STREAM, 1)
    await stores.close()
    for (const part of parts) await part.start()
  } catch (error) {
    await remove()
    throw error
  }
  return {
    ...{ server, workers, receivers, disk, look, remove },
    jump: (ms) => {
      clockOffset += ms
      server.send({ jump: ms })
    },
    emitted: linesOf(emitted),
    received: linesOf(received),
    kept: async () => {
      const stores = await look()
      try {
        return [...(await inStream(stores.dataStreams)), ...(await inBucket(objectFolder))]
      } finally {
        await stores.close()
      }
    },
  }
}

function jobTo(port: number, n: number) {
  const plain = plainJob(n, { id: hex32(n) })
  const output: JobOutput = {
    eventCenter: true,
    webhook: { url: `http://127.0.0.1:${port}/alarms/${n}`, headers: { 'x-auth': 's3cret' } },
    dis: { streamName: STREAM.name },
    obs: { bucket: BUCKET, path: 'alarms' },
  }
  return { ...plain, spec: { ...plain.spec, output } }
}
