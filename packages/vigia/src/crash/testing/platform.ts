/** Server, workers and receivers on one small disk, with jobs that send their results to the receivers. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { hex32, makeProjects, plainJob } from '@vigia/core/conformance'
import { openSqliteStores, SecretBox, type Stores } from '@vigia/server'
import { freePort, tempFolder } from '@vigia/testing'
import { ledger, linesOf } from './ledger.js'
import { type Part, partOf } from './part.js'
import type { ReceiverLine, ReceiverOrder, ServerOrder, WorkerLine, WorkerOrder } from './protocol.js'
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
  /** The database as it is now; to be closed again. */
  look(): Promise<Stores>
  remove(): Promise<void>
}

export async function startPlatform(): Promise<Platform> {
  const folder = await tempFolder()
  const disk = await smallDisk(folder.path)
  const database = join(disk.path, DATABASE)
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
  }
}

function jobTo(port: number, n: number) {
  const plain = plainJob(n, { id: hex32(n) })
  const webhook = { url: `http://127.0.0.1:${port}/alarms/${n}`, headers: { 'x-auth': 's3cret' } }
  return { ...plain, spec: { ...plain.spec, output: { eventCenter: false, webhook } } }
}
