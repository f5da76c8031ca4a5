/** The webhook of a job: each result as one POST. */
import type { BlobStore, Clock, Delivery, JobStore, ResultStore } from '@vigia/core'
import { pictureOf } from '../blobs/index.js'
import type { Channel, Outcome } from './channel.js'
import { messageOf } from './message.js'
import type { PictureAddresses } from './picture-address.js'
import { receiverAt, type WebhookSender } from './webhook-sender.js'

export interface WebhookDeps {
  results: ResultStore
  blobs: BlobStore
  jobs: JobStore
  clock: Clock
  /** Of jobs that send the address of a picture instead of it. */
  pictures: PictureAddresses
  sender: WebhookSender
}

export class WebhookChannel implements Channel {
  readonly most = 1

  constructor(private readonly deps: WebhookDeps) {}

  async receiverOf(jobId: string): Promise<string | undefined> {
    const job = await this.deps.jobs.find(jobId)
    const url = job?.spec.output.webhook?.url
    return job && url ? receiverAt(job.projectId, url) : undefined
  }

  async send(deliveries: readonly Delivery[], signal: AbortSignal): Promise<Outcome[]> {
    return Promise.all(deliveries.map((delivery) => this.sendOne(delivery, signal)))
  }

  private async sendOne({ jobId, messageId }: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { jobs, results, clock, pictures, sender } = this.deps
    const [job, result] = await Promise.all([jobs.find(jobId), results.byMessageId(messageId)])
    const webhook = job?.spec.output.webhook
    if (!webhook || !result)
      return { kind: 'failed', reason: 'the job has no webhook any more', gone: 'delivery' }
    const picture =
      webhook.picture === 'address'
        ? result.hasPicture && new URL(pictures.of(job.projectId, messageId, clock.now()))
        : await pictureOf(this.deps, result)
    const letter = { ...webhook, body: messageOf(result, picture || undefined), messageId }
    return sender.send(job.projectId, letter, signal)
  }
}
