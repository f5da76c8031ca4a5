/** Subscriptions of the event centre: each event as one POST, whether or not its job is still there. */
import type { AddressPolicy, BlobStore, Delivery, EventStore, StoredEvent } from '@vigia/core'
import type { Agent } from 'undici'
import { checkedAgent, type Resolve } from '../network/index.js'
import type { Channel, Outcome } from './channel.js'
import { messageOf } from './message.js'
import { post } from './post.js'
import { signingSecrets, type WebhookSecretDeps } from './webhook-secrets.js'

export interface SubscriptionDeps extends WebhookSecretDeps {
  events: EventStore
  blobs: BlobStore
  policy: AddressPolicy
  resolve?: Resolve
}

export class SubscriptionChannel implements Channel {
  readonly most = 1
  private readonly agent: Agent

  constructor(private readonly deps: SubscriptionDeps) {
    this.agent = checkedAgent(deps.policy, deps.resolve)
  }

  /** One origin as one project uses it, as with the webhooks of jobs. */
  async receiverOf(id: string): Promise<string | undefined> {
    const subscription = await this.deps.events.anySubscription(id)
    return subscription && `${subscription.projectId} ${new URL(subscription.webhook.url).origin}`
  }

  async send(deliveries: readonly Delivery[], signal: AbortSignal): Promise<Outcome[]> {
    return Promise.all(deliveries.map((delivery) => this.sendOne(delivery, signal)))
  }

  /** Ends what is under way. */
  close(): Promise<void> {
    return this.agent.destroy()
  }

  private async sendOne({ lane, projectId, messageId }: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { events, blobs, clock } = this.deps
    const subscription = await events.subscription(projectId, lane.id)
    if (!subscription)
      return { kind: 'failed', reason: 'the subscription has been deleted', gone: 'delivery' }
    const event = await events.find(projectId, messageId)
    if (!event) return { kind: 'failed', reason: 'the event has been deleted', gone: 'delivery' }
    const picture = event.pictureName === undefined ? undefined : await blobs.get(event.pictureName)
    const body = messageOf({ envelope: withPlace(event) }, picture)
    const secrets = await signingSecrets(this.deps, projectId)
    const letter = { ...subscription.webhook, body, messageId, secrets }
    const outcome = await post(this.agent, letter, signal, () => clock.now())
    if (outcome.kind === 'delivered') await events.answered(subscription.id, messageId, clock.now())
    return outcome
  }
}

/** The result's message, and in our own member what the event centre knows of it. */
function withPlace({ envelope, messageId, mainId, state, count }: StoredEvent): Record<string, unknown> {
  const vigia = typeof envelope.vigia === 'object' ? envelope.vigia : {}
  return { ...envelope, vigia: { ...vigia, event: { state, main: mainId ?? messageId, count } } }
}
