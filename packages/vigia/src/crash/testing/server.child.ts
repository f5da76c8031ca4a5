/** The server of the crash test: the real store on a real file, the real engine and deliverer, and a link to workers. */
import { addressPolicy, type Clock } from '@vigia/core'
import {
  BlobFolder,
  BlobSweep,
  BuiltInStreams,
  Deliverer,
  DisChannel,
  Engine,
  EventChannel,
  ObsChannel,
  objectStores,
  openSqliteStores,
  PictureAddresses,
  resolveSource,
  SecretBox,
  SubscriptionChannel,
  WebhookChannel,
  WebhookSender,
} from '@vigia/server'
import { serveLink } from './link.js'
import { order, tell } from './order.js'
import type { ClockJump, ServerOrder } from './protocol.js'

/** A receiver that is stopped must not hold up a lane for longer than a few rounds. */
const ATTEMPT_MS = 1_000
/** More than a test puts. */
const STREAM_BYTES = 1_000_000_000
const TICK_MS = 100
const PRUNE_MS = 500
/** Delivered results kept of each job: their pictures would fill the small disk. */
const KEEP = 50

tell('loaded')
const { database, blobFolder, objectFolder, key, linkPort, receiverPorts, clockOffset, leaseMs } =
  await order<ServerOrder>()

let offset = clockOffset
process.on('message', ({ jump }: ClockJump) => {
  offset += jump
})
const clock: Clock = { now: () => Date.now() + offset }
/** A full disk is told here; who is interested looks at what the workers were answered. */
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

const secrets = new SecretBox(Buffer.from(key, 'hex'))
const stores = await openSqliteStores(database, secrets, clock)
const blobs = await BlobFolder.open(blobFolder)
const sweep = new BlobSweep(blobs, [stores.results, stores.events])
const endpoints = receiverPorts.map((port) => ({ address: '127.0.0.1', port }))
const openStore = objectStores({ dataDir: objectFolder, policy: addressPolicy('media', '') })
const posting = {
  ...{ ...stores, blobs, clock },
  pictures: new PictureAddresses(secrets.keyFor('addresses of pictures'), () => ''),
  sender: new WebhookSender({ ...stores, clock, policy: addressPolicy('webhook', '', endpoints) }),
}
const deliverer = new Deliverer({
  deliveries: stores.deliveries,
  channels: {
    webhook: new WebhookChannel(posting),
    dis: new DisChannel({
      ...stores,
      blobs,
      streams: new BuiltInStreams({ store: stores.dataStreams, clock, streamBytes: STREAM_BYTES }),
    }),
    obs: new ObsChannel({ ...stores, blobs, openStore, clock }),
    event_center: new EventChannel({ ...stores, blobs }),
    subscription: new SubscriptionChannel(posting),
  },
  clock,
  log,
  timeoutMs: ATTEMPT_MS,
})
const engine = new Engine({
  ...stores,
  blobs,
  projects: stores.identity,
  clock: { now: () => performance.now() },
  wallClock: clock,
  log,
  resolve: resolveSource(stores),
  leaseMs,
  onPlace: () => undefined,
  onResults: () => deliverer.wake(),
})

async function prune(): Promise<void> {
  await stores.results.prune(clock.now(), KEEP)
  await sweep.sweep()
}

// As `start.ts` does it.
await engine.takeBackAll()
await stores.deliveries.releaseClaims()
deliverer.start()
setInterval(() => void engine.tick().catch(() => undefined), TICK_MS)
setInterval(() => void prune().catch(() => undefined), PRUNE_MS)
await serveLink(engine, linkPort)
tell('ready')
