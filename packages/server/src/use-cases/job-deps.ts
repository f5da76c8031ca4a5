/** What the use cases of jobs need. */
import type {
  Algorithm,
  Clock,
  DataStreams,
  DeliveryStore,
  DeploymentStore,
  EdgeCameraStore,
  InstalledModels,
  JobStore,
  LiveViews,
  LookStore,
  OnvifPort,
  OrderStore,
  PushedStreamStore,
  QuotaName,
  VideoStore,
} from '@vigia/core'
import type { ObjectStoreDeps } from './object-store-deps.js'

export interface JobDeps extends ObjectStoreDeps {
  jobs: JobStore
  deliveries: DeliveryStore
  deployments: DeploymentStore
  orders: OrderStore
  video: VideoStore
  streams: PushedStreamStore
  /** Where `output.dis` leads. */
  streamBackend: DataStreams
  cameras: EdgeCameraStore
  onvif: OnvifPort
  looks: LookStore
  views: LiveViews
  clock: Clock
  ids: { hex32(): string }
  /** How many of these the project may have. */
  quotaOf(projectId: string, name: QuotaName): Promise<number>
  algorithms: ReadonlyMap<string, Algorithm>
  models: InstalledModels
  /** Throws an Error whose text says why the address may not be reached and what to do. */
  checkWebhook(url: string): Promise<void>
  checkMedia(url: string): Promise<void>
  log: { info(fields: object, text: string): void }
  /** A newer status than the stored one, which a full disk kept from being written. */
  unwrittenStatus(jobId: string): string | undefined
  /** Called after every change that the engine should see at once. */
  wake(): void
}

/** Who acts, and in which project. */
export interface Caller {
  projectId: string
  userName: string
}
