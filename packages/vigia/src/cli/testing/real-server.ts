/** The real HTTP server over an in-memory database, without engine and worker, for tests of the command line. */
import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import { ALGORITHMS } from '@vigia/core'
import { MemoryBlobs, NO_DEVICES } from '@vigia/core/conformance'
import {
  BuiltInStreams,
  bootstrapIdentity,
  buildHttp,
  openSqliteStores,
  PictureAddresses,
  SecretBox,
  type Stores,
} from '@vigia/server'
import { COCO_90_LABELS } from '@vigia/worker'

const STREAM_BYTES = 10_000_000

/** User `admin`, password `right`. */
export async function realServer(
  t: TestContext,
): Promise<{ url: string; projectId: string; stores: Stores }> {
  const clock = { now: Date.now }
  const ids = { hex32: () => randomBytes(16).toString('hex') }
  const stores = await openSqliteStores(':memory:', new SecretBox(Buffer.alloc(32, 7)), clock)
  t.after(() => stores.close())
  const { project } = await bootstrapIdentity({ identity: stores.identity, ids, adminPassword: 'right' })
  const http = await buildHttp({
    ...stores,
    blobs: new MemoryBlobs(),
    keepEvents: { days: 90, megabytes: 10_000 },
    clock,
    ids,
    quotaOf: (projectId, name) => stores.identity.quota(projectId, name),
    algorithms: ALGORITHMS,
    models: {
      standard: 'efficientdet-lite0',
      known: async () => [
        { name: 'efficientdet-lite0', labels: [...COCO_90_LABELS].filter((label) => label !== null) },
      ],
    },
    checkWebhook: async () => undefined,
    log: { info: () => undefined },
    unwrittenStatus: () => undefined,
    checkMedia: async () => undefined,
    openStore: () => {
      throw new Error('nobody reads objects here')
    },
    streamBackend: new BuiltInStreams({ store: stores.dataStreams, clock, streamBytes: STREAM_BYTES }),
    streamBytes: STREAM_BYTES,
    wake: () => undefined,
    wakeDeliveries: () => undefined,
    sendOnce: async () => ({ kind: 'delivered' }),
    pictureAddresses: new PictureAddresses(Buffer.alloc(32), () => ''),
    metricsToken: '',
    onvif: NO_DEVICES,
    previews: { latest: () => undefined },
    pushes: { push: () => undefined, end: () => undefined },
    pushAddress: (hostname) => hostname,
    views: {
      latest: () => ({ picture: undefined, status: '' }),
      close: () => undefined,
      once: async () => ({ reason: '' }),
    },
  })
  t.after(() => http.close())
  return { url: await http.listen({ host: '127.0.0.1', port: 0 }), projectId: project.id, stores }
}
