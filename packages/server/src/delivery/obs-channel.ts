/**
 * The object storage of a job: each result as objects below its path. `…_<MESSAGE-ID>.jpg` is the picture, `….mp4` the
 * clip, `….json` the message with the keys of both; it comes last, so that what it names is there. Sent again, the same
 * keys are written again.
 */
import {
  type BlobStore,
  type Clock,
  type Delivery,
  hourOf,
  type JobStore,
  type ObjectIndexStore,
  type ObjectStore,
  ObjectStoreError,
  type ObjectStoreRegister,
  type ObsOutput,
  objectName,
  type ResultStore,
  type StoredResult,
  type StorePlace,
  storePlace,
} from '@vigia/core'
import { pictureOf } from '../blobs/index.js'
import type { Channel, Outcome } from './channel.js'

export interface ObsDeps {
  jobs: JobStore
  results: ResultStore
  blobs: BlobStore
  objectStores: ObjectStoreRegister
  objectIndex: ObjectIndexStore
  openStore(place: StorePlace): ObjectStore
  clock: Clock
}

/** What was written in an hour is known for so long; results that come later are not in its index. */
export const INDEX_DAYS = 35
const DAY_MS = 86_400_000
/** An hour's index is at most so far behind what was written. */
const INDEX_WAIT_MS = 60_000

export class ObsChannel implements Channel {
  readonly most = 8

  constructor(private readonly deps: ObsDeps) {}

  /** One store as one project uses it. */
  async receiverOf(jobId: string): Promise<string | undefined> {
    const job = await this.deps.jobs.find(jobId)
    if (!job?.spec.output.obs) return undefined
    const place = await storePlace(this.deps.objectStores, job.projectId)
    return `${job.projectId} ${place.kind === 's3' ? place.endpoint : 'folder'}`
  }

  async send(deliveries: readonly Delivery[], signal: AbortSignal): Promise<Outcome[]> {
    return Promise.all(deliveries.map((delivery) => this.sendOne(delivery, signal)))
  }

  private async sendOne(delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { jobs, results, objectStores, openStore } = this.deps
    const [job, result] = await Promise.all([
      jobs.find(delivery.jobId),
      results.byMessageId(delivery.messageId),
    ])
    const obs = job?.spec.output.obs
    if (!obs || !result)
      return { kind: 'failed', reason: 'the job has no object storage any more', gone: 'delivery' }
    const place = await storePlace(objectStores, delivery.projectId)
    let written: Written
    try {
      written = await this.write(openStore(place), obs, result, signal)
    } catch (error) {
      return outcomeOf(error, obs)
    }
    await this.index(obs, result, written)
    return { kind: 'delivered', answer: written.key }
  }

  private async write(
    store: ObjectStore,
    { bucket, path }: ObsOutput,
    result: StoredResult,
    signal: AbortSignal,
  ): Promise<Written> {
    const name = objectName(path, result.at, result.messageId)
    const picture = await pictureOf(this.deps, result)
    if (picture) await store.put(bucket, `${name}.jpg`, whole(picture), picture.length, signal)
    const clip = result.clipName
    const clipBytes = clip === undefined ? undefined : await this.deps.blobs.size(clip)
    if (clip !== undefined && clipBytes !== undefined) {
      const content = this.deps.blobs.read(clip, 0, clipBytes - 1)
      await store.put(bucket, `${name}.mp4`, content, clipBytes, signal)
    }
    const message = Buffer.from(
      JSON.stringify({
        ...result.envelope,
        ...(picture ? { image_key: `${name}.jpg` } : {}),
        ...(clipBytes === undefined ? {} : { clip_key: `${name}.mp4` }),
      }),
    )
    await store.put(bucket, `${name}.json`, whole(message), message.length, signal)
    return { key: `${name}.json`, hasPicture: picture !== undefined, hasClip: clipBytes !== undefined }
  }

  private async index({ bucket, path }: ObsOutput, result: StoredResult, written: Written): Promise<void> {
    const { jobId, projectId, messageId, at, eventType } = result
    const { hasPicture, hasClip } = written
    const { clock, objectIndex } = this.deps
    // What else was written in that hour is forgotten: an index of this one alone would take the place of the whole one.
    if (hourOf(at) < clock.now() - INDEX_DAYS * DAY_MS) return
    await objectIndex.written(
      { jobId, projectId, bucket, path, hour: hourOf(at) },
      { messageId, at, eventType, hasPicture, hasClip },
      clock.now() + INDEX_WAIT_MS,
    )
  }
}

interface Written {
  /** Of the message. */
  key: string
  hasPicture: boolean
  hasClip: boolean
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Whatever was thrown that no store has said is a fault of ours. */
function outcomeOf(error: unknown, { bucket, path }: ObsOutput): Outcome {
  if (!(error instanceof ObjectStoreError)) throw error
  const { fault, message } = error
  switch (fault) {
    case 'no_bucket':
      return failed(`there is no bucket ${bucket}: create it, or choose another in output.obs.bucket`)
    case 'bad_name':
      return { ...failed(`bucket ${bucket}, path ${path}: ${message}`), gone: 'delivery' }
    default:
      return failed(`bucket ${bucket}: ${message}`)
  }
}

const failed = (reason: string): Extract<Outcome, { kind: 'failed' }> => ({ kind: 'failed', reason })
