/** The webhook of a job: each result as one POST. */
import type { AddressPolicy, BlobStore, Delivery, JobStore, ResultStore } from '@vigia/core'
import type { Agent } from 'undici'
import { pictureOf } from '../blobs/index.js'
import { checkedAgent, type Resolve } from '../network/index.js'
import type { Channel, Outcome } from './channel.js'
import { messageOf } from './message.js'
import type { PictureAddresses } from './picture-address.js'
import { type Letter, post } from './post.js'
import { signingSecrets, type WebhookSecretDeps } from './webhook-secrets.js'

export interface WebhookDeps extends WebhookSecretDeps {
  results: ResultStore
  blobs: BlobStore
  jobs: JobStore
  policy: AddressPolicy
  /** Of jobs that send the address of a picture instead of it. */
  pictures: PictureAddresses
  resolve?: Resolve
}

/** Somebody waits for the answer. */
const TEST_TIMEOUT_MS = 15_000

export class WebhookChannel implements Channel {
  readonly most = 1
  private readonly agent: Agent

  constructor(private readonly deps: WebhookDeps) {
    this.agent = checkedAgent(deps.policy, deps.resolve)
  }

  /** One origin as one project uses it: tenants do not feel each other. */
  async receiverOf(jobId: string): Promise<string | undefined> {
    const job = await this.deps.jobs.find(jobId)
    const url = job?.spec.output.webhook?.url
    return job && url && URL.canParse(url) ? `${job.projectId} ${new URL(url).origin}` : undefined
  }

  async send(deliveries: readonly Delivery[], signal: AbortSignal): Promise<Outcome[]> {
    return Promise.all(deliveries.map((delivery) => this.sendOne(delivery, signal)))
  }

  /** One attempt outside of all queues: a test. */
  async sendOnce(projectId: string, letter: Omit<Letter, 'secrets'>): Promise<Outcome> {
    const secrets = await signingSecrets(this.deps, projectId)
    const signal = AbortSignal.timeout(TEST_TIMEOUT_MS)
    return post(this.agent, { ...letter, secrets }, signal, () => this.deps.clock.now())
  }

  /** Ends what is under way. */
  close(): Promise<void> {
    return this.agent.destroy()
  }

  private async sendOne({ jobId, messageId }: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { jobs, results, clock, pictures } = this.deps
    const [job, result] = await Promise.all([jobs.find(jobId), results.byMessageId(messageId)])
    const webhook = job?.spec.output.webhook
    if (!webhook || !result)
      return { kind: 'failed', reason: 'the job has no webhook any more', gone: 'delivery' }
    const picture =
      webhook.picture === 'address'
        ? result.hasPicture && new URL(pictures.of(job.projectId, messageId, clock.now()))
        : await pictureOf(this.deps, result)
    const letter = {
      ...webhook,
      body: messageOf(result, picture || undefined),
      messageId,
      secrets: await signingSecrets(this.deps, job.projectId),
    }
    return post(this.agent, letter, signal, () => clock.now())
  }
}
