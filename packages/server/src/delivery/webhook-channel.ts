/** The webhook of a job: each result as one POST. */
import type { AddressPolicy, Clock, Delivery, JobStore, ResultStore } from '@vigia/core'
import type { Agent } from 'undici'
import { checkedAgent, type Resolve } from '../network/index.js'
import type { Channel, Outcome } from './channel.js'
import { messageOf } from './message.js'
import { post } from './post.js'

export interface WebhookDeps {
  results: ResultStore
  jobs: JobStore
  policy: AddressPolicy
  clock: Clock
  resolve?: Resolve
}

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

  /** Ends what is under way. */
  close(): Promise<void> {
    return this.agent.destroy()
  }

  private async sendOne({ jobId, messageId }: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { jobs, results, clock } = this.deps
    const [job, result] = await Promise.all([jobs.find(jobId), results.byMessageId(messageId)])
    const webhook = job?.spec.output.webhook
    if (!webhook || !result)
      return { kind: 'failed', reason: 'the job has no webhook any more', gone: 'delivery' }
    const letter = { ...webhook, body: messageOf(result), messageId }
    return post(this.agent, letter, signal, () => clock.now())
  }
}
