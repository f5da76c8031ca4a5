/** What the conformance suites of the store ports share: a clock that the test owns, and plain jobs and results. */
import { OnvifError, type OnvifPort } from '../camera/onvif.js'
import type { Job } from '../job/job.js'
import type { AuditStore } from './audit-store.js'
import type { Batch, BatchStore, NewMember } from './batch-store.js'
import type { Clock } from './clock.js'
import type { DataStreamStore } from './data-stream-store.js'
import type { DeliveryAttempt, DeliveryLane, DeliveryStore } from './delivery-store.js'
import type { DeploymentStore } from './deployment-store.js'
import type { EdgeCamera, EdgeCameraStore } from './edge-camera-store.js'
import type { EventRetentionStore } from './event-retention-store.js'
import type { EventStore } from './event-store.js'
import type { IdentityStore } from './identity-store.js'
import type { JobStore } from './job-store.js'
import type { LookStore } from './look-store.js'
import type { ObjectIndexStore } from './object-index-store.js'
import type { ObjectStoreRegister } from './object-store-register.js'
import type { OrderStore } from './order-store.js'
import type { PushedStreamStore } from './pushed-streams.js'
import type { NewResult, ResultStore } from './result-store.js'
import type { SeriesStore } from './series-store.js'
import type { VideoGroup, VideoSource, VideoStore } from './video-store.js'
import type { WebhookSecretStore } from './webhook-secret-store.js'

export interface StoresUnderTest {
  jobs: JobStore
  results: ResultStore
  deliveries: DeliveryStore
  series: SeriesStore
  eventRetention: EventRetentionStore
  objectIndex: ObjectIndexStore
  identity: IdentityStore
  batches: BatchStore
  video: VideoStore
  streams: PushedStreamStore
  dataStreams: DataStreamStore
  looks: LookStore
  audit: AuditStore
  deployments: DeploymentStore
  orders: OrderStore
  cameras: EdgeCameraStore
  objectStores: ObjectStoreRegister
  webhookSecrets: WebhookSecretStore
  events: EventStore
  close(): Promise<void>
}

/** Opens empty stores; a store with a clock of its own ignores `clock` and must move its clock by `FakeClock.later`. */
export type OpenStores = (clock: FakeClock) => Promise<StoresUnderTest>

export class FakeClock implements Clock {
  constructor(private time = Date.UTC(2026, 10, 24, 8)) {}

  now(): number {
    return this.time
  }

  later(ms: number): void {
    this.time += ms
  }
}

export const PROJECT = 'a'.repeat(32)
export const OTHER_PROJECT = 'b'.repeat(32)

/** A number as 32 hex digits. */
export const hex32 = (n: number): string => n.toString(16).padStart(32, '0')

export function plainJob(n: number, changed: Partial<Job> = {}): Job {
  return {
    id: hex32(n),
    projectId: PROJECT,
    name: `job-${n}`,
    description: undefined,
    creator: 'admin',
    serviceName: 'c-intrusiondetection-cloud',
    serviceVersion: '1.0',
    desired: 'run',
    state: 'PENDING',
    status: undefined,
    error: undefined,
    generation: 1,
    createdAt: Date.UTC(2026, 10, 24, 8) + n,
    updatedAt: Date.UTC(2026, 10, 24, 8) + n,
    schedule: undefined,
    nextAt: undefined,
    sourceName: '10.0.0.9/ch1',
    batchId: undefined,
    sourceId: undefined,
    orderId: undefined,
    templateId: undefined,
    priority: 'normal',
    spec: {
      input: { type: 'url', url: 'rtsp://viewer:hunter2@10.0.0.9/ch1', index: 0 },
      output: {
        eventCenter: true,
        webhook: { url: 'https://hooks.example.org/', headers: { 'x-auth': 's3cret' } },
      },
      common: { threshold: 0.5 },
    },
    ...changed,
  }
}

/** A number as a dashed UUID. */
export const uuid = (n: number): string => hex32(n).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

export function plainSource(n: number, changed: Partial<VideoSource> = {}): VideoSource {
  return {
    id: uuid(n),
    projectId: PROJECT,
    name: `camera-${n}`,
    accessType: 'cloud',
    type: 'url',
    status: 2,
    statusReason: '',
    quality: [],
    frame: undefined,
    latitude: '',
    longitude: '',
    tags: [],
    input: { type: 'url', url: `rtsp://viewer:hunter2@10.0.0.9/ch${n}` },
    createdAt: Date.UTC(2026, 10, 24, 8) + n,
    updatedAt: Date.UTC(2026, 10, 24, 8) + n,
    ...changed,
  }
}

export function plainGroup(n: number, changed: Partial<VideoGroup> = {}): VideoGroup {
  return {
    id: uuid(n),
    projectId: PROJECT,
    name: `group-${n}`,
    accessType: 'cloud',
    description: '',
    createdAt: Date.UTC(2026, 10, 24, 8) + n,
    updatedAt: Date.UTC(2026, 10, 24, 8) + n,
    ...changed,
  }
}

export function plainBatch(n: number, changed: Partial<Batch> = {}): Batch {
  return {
    id: hex32(n),
    projectId: PROJECT,
    name: `batch-${n}`,
    description: undefined,
    creator: 'admin',
    serviceName: 'c-intrusiondetection-cloud',
    serviceVersion: '1.0',
    schedule: undefined,
    orderId: undefined,
    priority: 'normal',
    groupIds: [uuid(1)],
    createdAt: Date.UTC(2026, 10, 24, 8) + n,
    generation: 1,
    spec: {
      output: {
        eventCenter: true,
        webhook: { url: 'https://hooks.example.org/', headers: { 'x-auth': 's3cret' } },
      },
      common: { threshold: 0.5 },
      regions: {},
    },
    ...changed,
  }
}

export function plainCamera(n: number, changed: Partial<EdgeCamera> = {}): EdgeCamera {
  return {
    id: `cam-${n}`,
    projectId: PROJECT,
    name: `Camera ${n}`,
    description: '',
    nodeId: 'local',
    streams: [{ name: 'main', url: `rtsp://viewer:hunter2@10.0.0.9/ch${n}` }],
    stream: 'auto',
    createdAt: Date.UTC(2026, 10, 24, 8) + n,
    updatedAt: Date.UTC(2026, 10, 24, 8) + n,
    ...changed,
  }
}

/** Of source `n`. */
export function plainMember(batch: Batch, n: number, changed: Partial<Job> = {}): NewMember {
  const source = plainSource(n)
  const member = { name: `member-${n}`, batchId: batch.id, sourceId: source.id, ...changed }
  return { job: plainJob(n, member), source }
}

export function plainResult(
  jobId: string,
  epoch: number,
  sequence: number,
  changed: Partial<NewResult> = {},
): NewResult & { picture: undefined } {
  return {
    jobId,
    epoch,
    sequence,
    messageId: `${jobId.slice(-8)}-${epoch}-${sequence}`,
    projectId: PROJECT,
    eventType: 196_609,
    at: Date.UTC(2026, 10, 24, 9) + sequence,
    envelope: { task_id: jobId, data: { event_set: [] }, vigia: { epoch, sequence } },
    picture: undefined,
    pictureName: undefined,
    ...changed,
  }
}

/** What goes to a job's webhook. */
export const laneOf = (n: number): DeliveryLane => ({ channel: 'webhook', id: hex32(n) })
export const LANE = laneOf(1)
export const TAKEN: DeliveryAttempt = { at: Date.UTC(2026, 10, 24, 9), tookMs: 3, status: 200, answer: 'ok' }
export const refused = (error: string): DeliveryAttempt => ({
  at: Date.UTC(2026, 10, 24, 9),
  tookMs: 3,
  status: 500,
  error,
})

/** A job with one run, epoch 1, that has emitted `count` results for its webhook. */
export async function emitted({ jobs, results }: StoresUnderTest, count: number, n = 1): Promise<void> {
  await jobs.insert([plainJob(n)])
  await jobs.claim(hex32(n), 'PENDING', 'w', 1_000)
  const rows = Array.from({ length: count }, (_, i) => plainResult(hex32(n), 1, i + 1))
  await results.append(hex32(n), 1, rows, () => ['webhook'])
}

/** For tests of what asks no device. */
export const NO_DEVICES: OnvifPort = {
  discover: async () => [],
  ask: async () => {
    throw new OnvifError('address', 'connection refused')
  },
}

/** Makes PROJECT and OTHER_PROJECT, in a domain of their own. */
export async function makeProjects({ identity }: Pick<StoresUnderTest, 'identity'>): Promise<void> {
  const domain = { domainId: 'd-of-projects', domainName: 'of-projects' }
  await identity.createDomain(domain.domainId, domain.domainName)
  for (const id of [PROJECT, OTHER_PROJECT])
    await identity.createProject({ id, name: id.slice(0, 8), description: '', enabled: true, ...domain })
}

/** The same as `onStores`, with the two projects. */
export const onProjects: typeof onStores = (open, body) =>
  onStores(open, async (stores, clock) => {
    await makeProjects(stores)
    await body(stores, clock)
  })

/** Runs `body` on fresh stores and closes them however it ends. */
export async function onStores(
  open: OpenStores,
  body: (stores: StoresUnderTest, clock: FakeClock) => Promise<void>,
): Promise<void> {
  const clock = new FakeClock()
  const stores = await open(clock)
  try {
    await body(stores, clock)
  } finally {
    await stores.close()
  }
}
