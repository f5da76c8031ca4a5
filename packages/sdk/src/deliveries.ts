/** How results got to their channels: deliveries, attempts, replay; webhooks and their secret. Every call throws VigiaError. */
import type {
  DeliveriesQuery,
  DeliveryDetails,
  DeliveryList,
  DeliveryTargets,
  ReplayDeliveries,
  SwitchOnTarget,
  TestedWebhook,
  TestWebhook,
  WebhookSecret,
} from '@vigia/contract'
import { type Caller, inProject, part } from './caller.js'

export class Deliveries {
  constructor(private readonly call: Caller) {}

  /** Newest first; `next_marker` of the answer is the `marker` of the next page. */
  async list(query: Partial<DeliveriesQuery> = {}): Promise<DeliveryList> {
    return (await this.call.json(inProject('GET', 'deliveries', { query }))) as DeliveryList
  }

  /** With its attempts. */
  async get(deliveryId: string): Promise<DeliveryDetails> {
    return (await this.call.json(inProject('GET', `deliveries/${part(deliveryId)}`))) as DeliveryDetails
  }

  /** Sends again; returns how many are due now. */
  async replay(which: ReplayDeliveries): Promise<number> {
    const answer = await this.call.json(inProject('POST', 'deliveries/replay', { body: which }))
    return (answer as { replayed: number }).replayed
  }

  /** Those that fail or are switched off. */
  async targets(): Promise<DeliveryTargets> {
    return (await this.call.json(inProject('GET', 'delivery-targets'))) as DeliveryTargets
  }

  async switchOn(target: SwitchOnTarget): Promise<void> {
    await this.call.json(inProject('POST', 'delivery-targets/switch-on', { body: target }))
  }

  /** For `verifyWebhook`. */
  async webhookSecret(): Promise<WebhookSecret> {
    return (await this.call.json(inProject('GET', 'webhook-secret'))) as WebhookSecret
  }

  /** For a day messages carry a signature by the old one, too. */
  async rotateWebhookSecret(): Promise<WebhookSecret> {
    return (await this.call.json(inProject('POST', 'webhook-secret/rotate'))) as WebhookSecret
  }

  /** Sends one test message and tells what is answered. */
  async testWebhook(webhook: TestWebhook): Promise<TestedWebhook> {
    return (await this.call.json(inProject('POST', 'webhooks/test', { body: webhook }))) as TestedWebhook
  }
}
