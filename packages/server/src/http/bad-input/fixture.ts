/** A server with jobs of two projects, and a look at whether anything in its database changed. */
import { randomUUID } from 'node:crypto'
import { blobName, type OnvifPort, PLATFORM_DOMAIN, type ResultRow } from '@vigia/core'
import { plainEvent } from '@vigia/core/conformance'
import { type Kysely, sql } from 'kysely'
import { keepPictures } from '../../blobs/index.js'
import { batchBody, groupOf, inputOf } from '../batches.testing.js'
import {
  createJob,
  placeOrder,
  putObject,
  putState,
  SERVICE,
  secondProject,
  signIn,
  type TestApp,
  testApp,
} from '../test-app.js'
import { createCamera, createGroup, createSource } from '../video.testing.js'
import { makeOperated, type Operated } from './operated.js'
import { type Operation, operationsOf } from './operations.js'

/** Whoever asks for it. */
const oneDevice: OnvifPort = {
  discover: async () => [
    { name: 'n', hardware: 'h', location: '', addresses: ['http://10.0.0.9/'], endpoint: 'urn:uuid:1' },
  ],
  ask: async () => ({
    manufacturer: 'm',
    model: 'm',
    firmware: '1',
    profiles: [{ token: 't', name: 'n', source: 'source-1', url: 'rtsp://10.0.0.9/live' }],
  }),
}

const JPEG = new Uint8Array([0xff, 0xd8])

interface Video {
  source: string
  group: string
  /** An edge camera that nobody reads. */
  camera: string
}

interface Batch extends Omit<Video, 'camera'> {
  id: string
}

export interface Fixture {
  test: TestApp
  /** All that the server describes. */
  operations: Operation[]
  project: string
  /** Jobs of the project, by what can be done with them. */
  jobs: { stopped: string; running: string }
  /** Of the running job; it has a picture, and is an event, too. */
  message: string
  /** Of that result, to the job's webhook: it was given up. */
  delivery: string
  /** The message of its heat map. */
  heatMap: string
  /** Of the project. */
  eventRule: string
  subscription: string
  /** Of the project. */
  order: string
  /** Never ordered. */
  pack: string
  /** Of the project: a registered source that nobody reads, and a group without one. */
  video: Video
  /** Of the project: a pushed stream that nobody reads. */
  stream: string
  /** Of the project: begins to read its data stream `alarms`. */
  cursor: string
  /** Of the project: a batch whose job waits for a slot, on the source of a group. */
  batch: Batch
  /** Another project, with a job, an order, a source, a group and a batch. */
  other: {
    projectId: string
    token: string
    job: string
    order: string
    video: Video
    stream: string
    batch: Batch
  }
  /** Who the tokens are of, and the domain of all of them. */
  user: string
  domain: string
  /** Of this user. */
  accessKey: string
  /** What operators change and delete. */
  operated: Operated
  /** A token of the project to look at and to revoke. */
  spareToken: string
  /** Tokens that are no good for the project, by what they are. */
  badTokens: Record<string, string | null>
  /** Rows inserted, updated or deleted since the database was opened; the audit log, which only grows, aside. */
  changes(): Promise<number>
}

export async function openFixture(): Promise<Fixture> {
  const picture = { jpeg: JPEG, at: 0 }
  const test = await testApp({
    deps: {
      onvif: oneDevice,
      previews: { latest: () => picture },
      views: {
        latest: () => ({ picture, status: '' }),
        close: () => undefined,
        once: async () => picture,
      },
    },
  })
  const second = await secondProject(test)
  const job = await createJob(inside(test, second))
  const video = await videoOf(inside(test, second))
  const batch = await batchOf(inside(test, second))
  const stream = await streamOf(inside(test, second), 'theirs')
  const order = await placeOrder(inside(test, second))
  const pack = await test.call('POST', `/v2/${test.projectId}/packages`, {
    name: 'spare',
    service_names: [SERVICE],
    order_required: false,
  })
  // No port tells this: it is asked of the connection itself.
  const { db } = test.stores.jobs as unknown as { db: Kysely<unknown> }
  const key = await test.call('POST', '/v3.0/OS-CREDENTIAL/credentials', { credential: {} })
  return {
    test,
    operations: operationsOf(test.app.swagger()),
    project: test.projectId,
    user: key.body.credential.user_id,
    domain: PLATFORM_DOMAIN.id,
    accessKey: key.body.credential.access,
    ...(await jobsOf(test)),
    ...(await eventCentreOf(test)),
    order: await placeOrder(test),
    pack: pack.body.id,
    video: await videoOf(test),
    stream: await streamOf(test),
    cursor: await dataStreamOf(test),
    batch: await batchOf(test),
    other: { ...second, job, order, video, stream, batch },
    operated: await makeOperated(test),
    spareToken: await signIn(test, { project: { id: test.projectId } }),
    badTokens: {
      none: null,
      empty: '',
      unknown: 'f'.repeat(64),
      'as long as allowed': 'x'.repeat(32_768),
      'too long': 'x'.repeat(32_769),
      'of another project': second.token,
      'without a project': await signIn(test),
    },
    changes: async () => {
      const { rows } = await sql<{
        n: number
      }>`select total_changes() - (select count(*) from audit) - (select count(*) from audit_targets) as n`.execute(
        db,
      )
      return Number(rows[0]?.n)
    },
  }
}

/** The same server, with jobs of its own in a project of its own. */
export async function inNewProject(f: Fixture, name: string): Promise<Fixture> {
  const test = inside(f.test, await secondProject(f.test, name))
  const own = {
    ...(await jobsOf(test)),
    ...(await eventCentreOf(test)),
    order: await placeOrder(test),
    video: await videoOf(test),
    stream: await streamOf(test),
    cursor: await dataStreamOf(test),
    batch: await batchOf(test),
  }
  return { ...f, ...own, test, project: test.projectId }
}

const inside = (test: TestApp, project: { projectId: string; token: string }): TestApp => ({
  ...test,
  ...project,
  call: (method, path, body) => test.call(method, path, body, project.token),
})

const videoOf = async (test: TestApp): Promise<Video> => ({
  source: await createSource(test),
  group: await createGroup(test),
  camera: await createCamera(test),
})

async function streamOf(test: TestApp, name = 'door'): Promise<string> {
  await test.call('POST', `/v2/${test.projectId}/vis/streams`, { stream_name: name })
  return name
}

/** A stream `alarms`, an app `reader`, and where it begins. */
async function dataStreamOf(test: TestApp): Promise<string> {
  const base = `/v2/${test.projectId}`
  await test.call('POST', `${base}/streams`, { stream_name: 'alarms', partition_count: 2 })
  await test.call('POST', `${base}/apps`, { app_name: 'reader' })
  const query = 'stream-name=alarms&partition-id=0&cursor-type=TRIM_HORIZON'
  return (await test.call('GET', `${base}/cursors?${query}`)).body.partition_cursor
}

async function batchOf(test: TestApp): Promise<Batch> {
  const source = await createSource(test, { video_source_name: 'Yard' })
  const group = await createGroup(test, { video_group_name: 'yards', video_source_ids: [source] })
  const input = inputOf(groupOf(group))
  const { body } = await test.call('POST', `/v2/${test.projectId}/batch-tasks`, batchBody(input))
  return { id: body.id, source, group }
}

async function jobsOf(test: TestApp): Promise<Pick<Fixture, 'jobs' | 'message' | 'delivery' | 'heatMap'>> {
  await putObject(test, 'videos', 'yard/a.mp4')
  const stopped = await createJob(test, { name: 'stopped' })
  await putState(test, stopped, 'STOPPED')
  const running = await createJob(test, { name: 'running' })
  const [message, heatMap] = await addResults(test, running)
  await putState(test, running, 'RUNNING')
  const delivery = await giveUp(test, running)
  return { jobs: { stopped, running }, message, delivery, heatMap }
}

async function eventCentreOf({
  call,
  projectId,
}: TestApp): Promise<Pick<Fixture, 'eventRule' | 'subscription'>> {
  const events = `/v2/${projectId}/events`
  const rule = await call('POST', `${events}/rules`, { name: 'night' })
  const webhook = { url: 'https://hooks.example.org/in', headers: { 'X-Key': 'k' } }
  const subscription = await call('POST', `${events}/subscriptions`, { name: 'guard', webhook })
  return { eventRule: rule.body.id, subscription: subscription.body.id }
}

/** An alarm with a picture, a heat map, and counts at a line. */
async function addResults(test: TestApp, jobId: string): Promise<[message: string, heatMap: string]> {
  const lease = await test.stores.jobs.claim(jobId, 'PENDING', 'worker', 60_000)
  const heat = Buffer.from(JPEG).toString('base64')
  const line = { line_id: 0, side1_count: 1, side2_count: 2 }
  const results = [
    { eventType: 196609, data: {}, picture: JPEG },
    { eventType: 131075, data: { interval: 10, heat_image_base64: heat, heatpoint_image_base64: heat } },
    { eventType: 131073, data: { interval: 10, event_set: [line] } },
  ]
  const rows = results.map(
    ({ eventType, data, picture }, i): ResultRow => ({
      jobId,
      epoch: lease!.epoch,
      sequence: i + 1,
      messageId: randomUUID().toUpperCase(),
      projectId: test.projectId,
      eventType,
      at: 1,
      envelope: { data, vigia: { epoch: 1, sequence: i + 1, video_time_ms: 0, frame_at: '' } },
      picture,
    }),
  )
  const kept = await keepPictures(test.blobs, rows)
  await test.stores.results.append(jobId, lease!.epoch, kept, ({ eventType }) =>
    eventType === 196609 ? ['webhook'] : [],
  )
  const [alarm] = kept
  await test.stores.events.record({
    ...plainEvent(1),
    ...rows[0]!,
    pictureName: alarm!.pictureName,
    pictureBytes: JPEG.length,
  })
  const clip = blobName(rows[0]!, 'mp4')
  await test.blobs.put(clip, Buffer.from('no film'))
  await test.stores.results.addClip(jobId, lease!.epoch, rows[0]!.messageId, { name: clip, bytes: 7 })
  return [rows[0]!.messageId, rows[1]!.messageId]
}

async function giveUp({ stores: { deliveries } }: TestApp, jobId: string): Promise<string> {
  const [delivery] = await deliveries.claim({ channel: 'webhook', id: jobId }, 1, 60_000)
  await deliveries.failed(delivery!.id, { at: 1, tookMs: 2, error: 'answered 500' }, undefined)
  return delivery!.id
}
