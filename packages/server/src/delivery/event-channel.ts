/** The event centre as a channel: each result becomes an event, in one transaction with what it sets going. */
import {
  type BlobStore,
  type Delivery,
  type EventStore,
  type JobStore,
  messageTracks,
  type NewEvent,
  type ResultStore,
  type StoredResult,
} from '@vigia/core'
import { GoneMeanwhile } from '../store/index.js'
import type { Channel, Outcome } from './channel.js'

export interface EventChannelDeps {
  results: ResultStore
  blobs: BlobStore
  jobs: JobStore
  events: EventStore
}

export class EventChannel implements Channel {
  readonly most = 20

  constructor(private readonly deps: EventChannelDeps) {}

  /** Our own store: it leads to nobody else. */
  async receiverOf(): Promise<undefined> {
    return undefined
  }

  /** One after the other: which event is the main one depends on those before. */
  async send(deliveries: readonly Delivery[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (const delivery of deliveries) outcomes.push(await this.sendOne(delivery))
    return outcomes
  }

  private async sendOne({ messageId }: Delivery): Promise<Outcome> {
    const result = await this.deps.results.byMessageId(messageId)
    if (!result) return { kind: 'failed', reason: 'the result has been deleted', gone: 'delivery' }
    try {
      await this.deps.events.record(await this.toEvent(result))
    } catch (error) {
      if (!(error instanceof GoneMeanwhile)) throw error
      // A replayed delivery brings nothing back.
      return { kind: 'failed', reason: 'the event has been deleted', gone: 'delivery' }
    }
    return { kind: 'delivered' }
  }

  private async toEvent(result: StoredResult): Promise<NewEvent> {
    const job = await this.deps.jobs.find(result.jobId)
    const { pictureName, envelope } = result
    // A registered source has a name of its own; otherwise the message tells what was seen, of a folder which video.
    const seen = typeof envelope.stream_id === 'string' ? envelope.stream_id : (job?.sourceName ?? '')
    return {
      projectId: result.projectId,
      messageId: result.messageId,
      jobId: result.jobId,
      jobName: job?.name ?? '',
      serviceName: job?.serviceName ?? '',
      eventType: result.eventType,
      sourceId: job?.sourceId,
      sourceName: job?.sourceId === undefined ? seen : job.sourceName,
      tracks: messageTracks(envelope),
      at: result.at,
      envelope,
      pictureName,
      pictureBytes: pictureName === undefined ? 0 : ((await this.deps.blobs.size(pictureName)) ?? 0),
    }
  }
}
