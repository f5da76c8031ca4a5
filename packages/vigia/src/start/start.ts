/** `vigia start`: everything in one process. Reads as the list of the parts in the order they start. */
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ALGORITHMS, addressPolicy, type Clock, type ReadableInput, withAdded } from '@vigia/core'
import {
  BlobFolder,
  BlobSweep,
  bootstrapIdentity,
  bucketsDir,
  buildHttp,
  checkWebhookAddress,
  Deliverer,
  DisChannel,
  databaseFile,
  dropOldTokens,
  Engine,
  EventChannel,
  finishBatches,
  forgetOldFailures,
  INDEX_DAYS,
  IndexWriter,
  LookDesk,
  loadSecretKey,
  lockDataFolder,
  ObsChannel,
  objectStores,
  openSqliteStores,
  PictureAddresses,
  pruneEvents,
  readableInput,
  removeUnfinishedUploads,
  resolveSource,
  SecretBox,
  SubscriptionChannel,
  settleRotation,
  WebhookChannel,
  WebhookSender,
} from '@vigia/server'
import {
  checkFfmpeg,
  checkMediaAddress,
  LiveViews,
  locatorOf,
  lookAt,
  type ModelManifest,
  ModelStore,
  measureCapacity,
  OnvifDevices,
  Previews,
  Rounds,
  VcnSessions,
  Worker,
} from '@vigia/worker'
import type { Logger } from 'pino'
import { addedAlgorithms } from './added-algorithms.js'
import { pushAddress, RTMP_PORT, startIngest } from './pushed-streams.js'
import { runModels } from './run-models.js'
import type { Settings } from './settings.js'
import { streamBackendOf } from './stream-backend.js'
import { Ticker } from './ticker.js'

/** How long a run stays owned without a renewal. The worker renews every second and gives up after two thirds. */
const LEASE_MS = 15_000
const ENGINE_TICK_MS = 1_000
const HOUSEKEEPING_MS = 10 * 60_000
/** Blobs are removed by the second sweep that finds nobody naming them. */
const SWEEP_MS = 60 * 60_000
const INDEX_TICK_MS = 10_000
/** Results of a job that are kept whatever their age. */
const KEEP_RESULTS = 1_000
const DAY_MS = 86_400_000
const CONSOLE_DIR = fileURLToPath(new URL('./dist', import.meta.resolve('@vigia/console/package.json')))

export interface Extras {
  /** Loopback endpoints of our own (the demo's stream and alarm printer) that jobs may reach. */
  mediaEndpoints: { address: string; port: number }[]
  webhookEndpoints: { address: string; port: number }[]
}

export interface Running {
  url: string
  /** Where encoders push, `rtmp://host:port`. */
  pushUrl: string
  /** True when RTMP's own port was in use, and another one was taken. */
  isPushPortStandIn: boolean
  /** The project made at the first start, or the one that was there. */
  projectId: string
  /** Set only when this start made the first user with a password of its own making. */
  generatedPassword: string | undefined
  stop(): Promise<void>
}

export interface StartDeps {
  settings: Settings
  log: Logger
  clock: Clock
  extras?: Extras
  /** Progress of what takes long at first start, e.g. fetching the model; `done` of `total` bytes or steps. */
  onProgress(what: string, done: number, total: number): void
  /** The first user's password, as soon as it holds: should the start fail later, nobody could ever sign in. */
  onPassword(password: string): void
}

export async function start(deps: StartDeps): Promise<Running> {
  const { settings, log, clock, extras, onProgress } = deps
  const dataDir = resolve(settings.dataDir)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const undo: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const step of undo.reverse().splice(0))
      await step().catch((error: unknown) => log.error({ err: error }, 'while stopping'))
  }
  try {
    await checkFfmpeg(settings.ffmpegPath)
    // Truth: one process per data folder, secrets sealed, migrations run.
    const lock = await lockDataFolder(dataDir)
    undo.push(() => lock.release())
    if (!process.env.VIGIA_SECRET_KEY) await settleRotation(dataDir)
    const secrets = new SecretBox(await loadSecretKey(dataDir, process.env))
    const stores = await openSqliteStores(databaseFile(dataDir), secrets, clock)
    undo.push(() => stores.close())
    const blobs = await BlobFolder.open(`${dataDir}/blobs`)
    const ids = { hex32: () => randomBytes(16).toString('hex') }
    const first = await bootstrapIdentity({
      identity: stores.identity,
      ids,
      ...(settings.adminPassword ? { adminPassword: settings.adminPassword } : {}),
    })
    if (first.generatedPassword) deps.onPassword(first.generatedPassword)

    // Where user-given addresses may lead.
    const mediaPolicy = addressPolicy('media', settings.mediaAllow, extras?.mediaEndpoints)
    const webhookPolicy = addressPolicy('webhook', settings.egressAllow, extras?.webhookEndpoints)

    // Where encoders push.
    const ingest = await startIngest(settings, stores, log)
    undo.push(() => ingest.stop())
    const encodersFind = pushAddress(settings, ingest.port)
    // What jobs read from and users put there.
    await removeUnfinishedUploads(bucketsDir(dataDir))
    const openStore = objectStores({ dataDir, policy: mediaPolicy })

    // Seeing: the model first, so that the first job starts at once.
    const models = new ModelStore(`${dataDir}/models`)
    const model = await models.ensure(settings.model, (p) =>
      onProgress(`model ${settings.model}: ${p.phase}`, p.done, p.total),
    )
    const slots = settings.slots ?? (await measuredSlots(model, log))
    const added = await addedAlgorithms(settings.algorithms, (name, reason) =>
      log.error({ name, reason }, 'an added algorithm is left out'),
    )
    const algorithms = withAdded(ALGORITHMS, added)
    const installedModels = { standard: settings.model, known: () => models.installedLabels() }
    const previews = new Previews(clock.now)

    // Engine, deliveries and worker; each is woken by what the others do and polls besides.
    let ownAddress = settings.publicUrl
    const pictureAddresses = new PictureAddresses(secrets.keyFor('addresses of pictures'), () => ownAddress)
    const sender = new WebhookSender({ ...stores, policy: webhookPolicy, clock })
    const streamBackend = streamBackendOf(settings, { ...stores, clock, log })
    undo.push(
      () => sender.close(),
      () => streamBackend.close(),
    )
    const deliverer = new Deliverer({
      deliveries: stores.deliveries,
      channels: {
        webhook: new WebhookChannel({ ...stores, blobs, clock, pictures: pictureAddresses, sender }),
        dis: new DisChannel({ ...stores, blobs, streams: streamBackend }),
        obs: new ObsChannel({ ...stores, blobs, openStore, clock }),
        event_center: new EventChannel({ ...stores, blobs }),
        subscription: new SubscriptionChannel({ ...stores, blobs, clock, sender }),
      },
      clock,
      log,
    })
    const indexWriter = new IndexWriter({ ...stores, openStore, clock, log })
    const engine: Engine = new Engine({
      jobs: stores.jobs,
      results: stores.results,
      blobs,
      algorithms,
      deployments: stores.deployments,
      orders: stores.orders,
      projects: stores.identity,
      clock: { now: () => performance.now() },
      wallClock: clock,
      log,
      resolve: resolveSource(stores),
      leaseMs: LEASE_MS,
      onPlace: () => worker.wake(),
      onResults: () => deliverer.wake(),
    })
    const vcn = new VcnSessions({ policy: mediaPolicy, verify: settings.vcnVerify })
    const opening = {
      locatorOf: (input: ReadableInput) =>
        locatorOf(input, { lookupPolicy: webhookPolicy, vcn, pushes: ingest, openStore }),
      ffmpegPath: settings.ffmpegPath,
      mediaDirs: settings.mediaDirs,
      mediaPolicy,
    }
    const worker = new Worker({
      link: engine,
      name: `worker-${process.pid}-${randomBytes(4).toString('hex')}`,
      slots,
      clipDir: `${dataDir}/clips-in-work`,
      leaseMs: LEASE_MS,
      added,
      models: runModels(models, installedModels),
      ...opening,
      previews,
      log,
    })
    // Registered sources are looked at also while no job reads them.
    const lookDesk = new LookDesk({
      looks: stores.looks,
      registers: stores,
      clock,
      log,
      intervalMs: settings.lookSeconds * 1_000,
      chance: Math.random,
    })
    const views = new LiveViews({
      ...opening,
      readable: (projectId, input) => readableInput(stores, projectId, input),
      log,
    })
    const rounds = new Rounds({
      link: lookDesk,
      look: (due, signal) => lookAt(due, opening, signal),
      log,
    })
    // Nobody else is on this data folder: what the last process held is nobody's now.
    await engine.takeBackAll()
    await stores.deliveries.releaseClaims()
    const wake = (): void => {
      void engine.tick().catch((error: unknown) => log.error({ err: error }, 'engine'))
      worker.wake()
    }

    // The door.
    const http = await buildHttp({
      ...stores,
      blobs,
      pushes: ingest,
      pushAddress: encodersFind,
      onvif: new OnvifDevices({ policy: mediaPolicy, discovery: settings.onvifDiscovery, log }),
      openStore,
      streamBackend,
      streamBytes: settings.streamBytes,
      keepEvents: settings.keepEvents,
      clock,
      ids,
      quotaOf: (projectId, name) => stores.identity.quota(projectId, name),
      algorithms,
      models: installedModels,
      checkWebhook: (url) => checkWebhookAddress(url, webhookPolicy),
      checkMedia: (url) => checkMediaAddress(url, mediaPolicy, settings.mediaDirs),
      log,
      unwrittenStatus: (jobId) => engine.unwrittenStatus(jobId),
      wake,
      wakeDeliveries: () => deliverer.wake(),
      sendOnce: (projectId, letter) => sender.sendOnce(projectId, letter),
      pictureAddresses,
      previews,
      metricsToken: settings.metricsToken,
      views,
      consoleDir: CONSOLE_DIR,
      logger: log,
    })
    undo.push(() => views.stop())
    undo.push(() => http.close())
    const url = await http.listen({ host: settings.host, port: settings.port })
    ownAddress ||= url

    deliverer.start()
    undo.push(() => deliverer.stop())
    worker.start()
    // Once no run needs them.
    undo.push(() => vcn.close())
    undo.push(() => worker.stop())
    rounds.start()
    undo.push(() => rounds.stop())
    const engineTick = new Ticker(
      ENGINE_TICK_MS,
      async () => {
        await engine.tick()
        await finishBatches({ ...stores, clock })
      },
      log,
    )
    const housekeeping = new Ticker(
      HOUSEKEEPING_MS,
      async () => {
        await stores.results.prune(clock.now() - settings.keepDays * DAY_MS, KEEP_RESULTS)
        await stores.series.prune(clock.now() - settings.seriesDays * DAY_MS)
        await pruneEvents({ ...stores, clock, keepEvents: settings.keepEvents })
        await stores.objectIndex.prune(clock.now() - INDEX_DAYS * DAY_MS)
        await dropOldTokens(stores.identity, clock)
        await forgetOldFailures(stores.identity, clock)
        await stores.dataStreams.prune(clock.now())
      },
      log,
    )
    const indexing = new Ticker(INDEX_TICK_MS, () => indexWriter.step(), log)
    const blobSweep = new BlobSweep(blobs, [stores.results, stores.events])
    const sweeping = new Ticker(SWEEP_MS, async () => void (await blobSweep.sweep()), log)
    undo.push(
      () => engineTick.stop(),
      () => housekeeping.stop(),
      () => sweeping.stop(),
      () => indexing.stop(),
    )
    log.info({ url, dataDir }, 'ready')
    return {
      url,
      pushUrl: `rtmp://${encodersFind(settings.host)}`,
      isPushPortStandIn: settings.rtmpPort === undefined && ingest.port !== RTMP_PORT,
      projectId: first.project.id,
      generatedPassword: first.generatedPassword,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function measuredSlots(
  model: { modelPath: string; manifest: ModelManifest },
  log: Logger,
): Promise<number> {
  const cores = availableParallelism()
  const { inferenceMs, slots } = await measureCapacity(model, cores)
  log.info({ cores, inferenceMs: Math.round(inferenceMs), slots }, 'capacity measured')
  return slots
}
