/** Subscriptions of the event centre: each event as one POST, whether or not its job is still there. */
import type { BlobStore, Clock, Delivery, EventStore, StoredEvent } from '@vigia/core'
import type { Channel, Outcome } from './channel.js'
import { messageOf } from './message.js'
import { receiverAt, type WebhookSender } from './webhook-sender.js'

export interface SubscriptionDeps {
  events: EventStore
  blobs: BlobStore
  clock: Clock
  sender: WebhookSender
}

export class SubscriptionChannel implements Channel {
  readonly most = 1

  constructor(private readonly deps: SubscriptionDeps) {}

  async receiverOf(id: string): Promise<string | undefined> {
    const subscription = await this.deps.events.anySubscription(id)
    return subscription && receiverAt(subscription.projectId, subscription.webhook.url)
  }

  async send(deliveries: readonly Delivery[], signal: AbortSignal): Promise<Outcome[]> {
    return Promise.all(deliveries.map((delivery) => this.sendOne(delivery, signal)))
  }

  private async sendOne({ lane, projectId, messageId }: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { events, blobs, clock, sender } = this.deps
    const subscription = await events.subscription(projectId, lane.id)
    if (!subscription)
      return { kind: 'failed', reason: 'the subscription has been deleted', gone: 'delivery' }
    const event = await events.find(projectId, messageId)
    if (!event) return { kind: 'failed', reason: 'the event has been deleted', gone: 'delivery' }
    const picture = event.pictureName === undefined ? undefined : await blobs.get(event.pictureName)
    const body = messageOf({ envelope: withPlace(event) }, picture)
    const outcome = await sender.send(projectId, { ...subscription.webhook, body, messageId }, signal)
    if (outcome.kind === 'delivered') await events.answered(subscription.id, messageId, clock.now())
    return outcome
  }
}

/** The result's message, and in our own member what the event centre knows of it. */
function withPlace({ envelope, messageId, mainId, state, count }: StoredEvent): Record<string, unknown> {
  const vigia = typeof envelope.vigia === 'object' ? envelope.vigia : {}
  return { ...envelope, vigia: { ...vigia, event: { state, main: mainId ?? messageId, count } } }
}
